package org.holdfast.beans.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,      10.255.0.1,       true",
        "10.0.0.0/8,      11.0.0.1,         false",
        "192.168.4.0/23,  192.168.5.255,    true",
        "192.168.4.0/23,  192.168.6.0,      false",
        "127.0.0.1,       127.0.0.1,        true",
        "127.0.0.1,       127.0.0.2,        false",
        "127.0.0.1,       ::ffff:127.0.0.1, true",
        "0.0.0.0/0,       8.8.8.8,          true",
        "0.0.0.0/0,       ::1,              false",
        "::1,             0:0:0:0:0:0:0:1,  true",
        "2001:db8::/33,   2001:db8:7fff::1, true",
        "2001:db8::/33,   2001:db8:8000::1, false",
        "fe80::/10,       fe80::1%2,        true",
        "10.0.0.0/8,      host.example,     false",
        "10.0.0.0/8,      '',               false"
    })
    void containsTheAddressesWithItsPrefix(String network, String address, boolean expected) {
        assertThat(Network.list(network).get(0).contains(address)).isEqualTo(expected);
    }

    @Test
    void severalAreSeparatedByCommas() {
        assertThat(Network.list("10.0.0.0/8, ::1,127.0.0.1")).hasToString("[10.0.0.0/8, ::1, 127.0.0.1]");
        assertThat(Network.list("none")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "proxy.example",
                "10.0.0",
                "10.0.0.256",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/",
                "10.0.0.0/x",
                "::1/129",
                "1::2::3",
                "10.0.0.1,",
                "12345"
            })
    void whatIsNeitherAddressNorNetworkIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Network.list(text));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1,             192.0.2.1",
        "::ffff:192.0.2.1,      192.0.2.1",
        "2001:db8:1:2:3:4:5:6,  20010db800010002/64",
        "2001:db8:1:2::1,       20010db800010002/64",
        "unknown,               unknown",
        "not:an:address,        not:an:address"
    })
    void aPartyHas64BitsOfIpv6(String address, String party) {
        assertThat(Network.ofParty(address)).isEqualTo(party);
    }
}
