package org.holdfast.tools.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import org.holdfast.tools.mqtt.SeenTopics.Known;
import org.junit.jupiter.api.Test;

class SeenTopicsTest {
    private final SeenTopics seen = new SeenTopics();

    @Test
    void topicIsNewUntilItsMessageIsTakenAndChangedWhenItHasAnother() {
        assertThat(seen.known("a", 7)).isEqualTo(Known.NEW);
        seen.take("a", 7);

        assertThat(seen.known("a", 7)).isEqualTo(Known.SAME);
        assertThat(seen.known("a", 8)).isEqualTo(Known.CHANGED);
        assertThat(seen.known("b", 7)).isEqualTo(Known.NEW);
        assertThat(seen.taken()).isEqualTo(1);
    }

    @Test
    void clearedTopicIsNewAgain() {
        seen.take("a", 7);
        seen.clear("a");
        seen.clear("b");

        assertThat(seen.taken()).isZero();
        assertThat(seen.known("a", 7)).isEqualTo(Known.NEW);
    }

    @Test
    void eachReadingCountsItsTopicsOnce() {
        assertThat(seen.see("a")).isTrue();
        assertThat(seen.see("a")).isFalse();
        seen.see("b");
        assertThat(seen.inThisReading()).isEqualTo(2);

        seen.nextReading();

        assertThat(seen.inThisReading()).isZero();
        assertThat(seen.see("a")).isTrue();
    }

    @Test
    void aMillionTopicsAreToldApart() {
        for (int i = 0; i < 1_000_000; i++) {
            seen.take("plant/line" + i % 100 + "/sensor/" + i, i % 2);
        }

        assertThat(seen.taken()).isEqualTo(1_000_000);
        assertThat(seen.known("plant/line7/sensor/7", 1)).isEqualTo(Known.SAME);
        assertThat(seen.known("plant/line7/sensor/8", 1)).isEqualTo(Known.NEW);
    }
}
