package org.holdfast.beans.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HandoverTest {
    private static final String LAUNCHER = "org.holdfast.handover.launcher";
    private static final String LOGIN = "org.holdfast.handover.login";

    @AfterEach
    void clear() {
        System.clearProperty(LAUNCHER);
        System.clearProperty(LOGIN);
    }

    @Test
    void launcherThatReadsGetsTheLogin() {
        System.setProperty(LAUNCHER, "holdfast.jar");

        assertThat(Handover.login("password x")).isTrue();

        assertThat(System.getProperty(LOGIN)).isEqualTo("password x");
    }

    @Test
    void withoutALauncherTheLoginIsForTheLogAndInNoProperty() {
        assertThat(Handover.login("password x")).isFalse();

        assertThat(System.getProperty(LOGIN)).isNull();
    }
}
