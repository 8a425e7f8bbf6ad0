package org.holdfast.engine.retained.tree;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionTest {
    @ParameterizedTest
    @CsvSource({
        "2, 0, 1, 0", // the later clock
        "2, 0, 1, 9", // whatever the nodes
        "1, 2, 1, 1", // the higher node where the clocks are equal
        "65536, 0, 65535, 0"
    })
    void oneOfTwoVersionsIsNewer(long clock, int node, long olderClock, int olderNode) {
        Version newer = new Version(clock, node);
        Version older = new Version(olderClock, olderNode);
        assertThat(newer.isNewerThan(older)).isTrue();
        assertThat(older.isNewerThan(newer)).isFalse();
        assertThat(newer).isGreaterThan(older);
    }

    @Test
    void aVersionIsNotNewerThanItself() {
        Version version = new Version(1, 1);
        assertThat(version.isNewerThan(new Version(1, 1))).isFalse();
        assertThat(version).isEqualByComparingTo(new Version(1, 1)).isEqualTo(new Version(1, 1));
    }
}
