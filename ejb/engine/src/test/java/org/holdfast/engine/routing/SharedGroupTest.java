package org.holdfast.engine.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharedGroupTest {
    /** After 2,147,483,647 messages the number of the turn goes on with negative ones. */
    @Test
    void turnsGoOnAfterTheLargestNumber() {
        assertThat(SharedGroup.index(Integer.MAX_VALUE, 2, 3)).isBetween(0, 2);
        assertThat(SharedGroup.index(Integer.MIN_VALUE, 0, 3)).isBetween(0, 2);
        assertThat(SharedGroup.index(5, 1, 3)).isZero();
    }
}
