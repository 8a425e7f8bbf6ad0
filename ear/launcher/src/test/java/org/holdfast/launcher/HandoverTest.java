package org.holdfast.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HandoverTest {
    @Test
    void loginIsTakenOnceAndInNoPropertyAfterwards() {
        System.setProperty("org.holdfast.handover.login", "password x");

        assertThat(Handover.takeLogin()).isEqualTo("password x");

        assertThat(Handover.takeLogin()).isEmpty();
        assertThat(System.getProperties().values()).doesNotContain("password x");
    }
}
