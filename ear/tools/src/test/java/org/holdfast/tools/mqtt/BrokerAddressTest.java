package org.holdfast.tools.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.holdfast.beans.transfer.TransferException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerAddressTest {
    @ParameterizedTest
    @CsvSource({
        "mqtt://host,                 host,  1883, false, ,    ",
        "mqtts://host,                host,  8883, true,  ,    ",
        "mqtt://host:1884/,           host,  1884, false, ,    ",
        "mqtt://me@host,              host,  1883, false, me,  ",
        "mqtts://me:a:b@host:1,       host,  1,    true,  me,  a:b",
        "mqtt://a%40b:%C3%BC+@host,   host,  1883, false, a@b, ü+",
        "mqtt://[::1]:1885,           ::1,   1885, false, ,    "
    })
    void addressIsRead(
            String text, String host, int port, boolean isTls, @Nullable String user, @Nullable String password) {
        assertThat(BrokerAddress.parse(text)).isEqualTo(new BrokerAddress(host, port, isTls, user, password));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host",
                "host:1883",
                "http://host",
                "mqtt://",
                "mqtt://host/path",
                "mqtt://host?x",
                "mqtt://h:99999"
            })
    void otherFormsAreRefused(String text) {
        assertThatThrownBy(() -> BrokerAddress.parse(text))
                .isInstanceOf(TransferException.class)
                .hasMessageStartingWith(
                        "the address of a broker must have the form mqtt[s]://[user[:password]@]host[:port]");
    }

    @Test
    void passwordIsNeverShown() {
        assertThat(BrokerAddress.parse("mqtt://me:secret@host")).hasToString("mqtt://host:1883");
        assertThatThrownBy(() -> BrokerAddress.parse("mqtt://me:secret @host")).hasMessageNotContaining("secret");
    }
}
