package org.holdfast.web.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlacesTest {
    @Test
    void onePartyLeavesPlacesToOthers() {
        Places places = new Places(3, 2);
        assertThat(places.take("a")).isTrue();
        assertThat(places.take("a")).isTrue();
        assertThat(places.take("a")).isFalse();
        assertThat(places.take("b")).isTrue();
        assertThat(places.take("c")).isFalse();
    }

    @Test
    void aPlaceThatIsGivenBackCanBeTakenAgain() {
        Places places = new Places(2, 1);
        for (int i = 0; i < 10; i++) {
            assertThat(places.take("a")).isTrue();
            assertThat(places.take("b")).isTrue();
            assertThat(places.take("c")).isFalse();
            places.giveBack("a");
            assertThat(places.take("b")).isFalse();
            places.giveBack("b");
        }
    }
}
