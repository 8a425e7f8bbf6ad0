package org.holdfast.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Runs twice in a build: as the system is, and with Netty kept from its native code. */
class TransportTest {
    @Test
    void isEpollWhereItLoadsAndNioElsewhere() {
        boolean nativeCode = !Boolean.getBoolean("io.netty.transport.noNative");
        boolean linux = System.getProperty("os.name").equals("Linux");
        assertThat(Transport.best()).isEqualTo(nativeCode && linux ? Transport.EPOLL : Transport.NIO);
    }
}
