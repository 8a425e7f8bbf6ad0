package org.holdfast.engine.topic;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The topics that a wildcard in the first level of a Topic Filter does not match. */
public enum LeadingWildcard {
    /** In a subscription: those that begin with {@code $} [MQTT-4.7.2-1]. */
    OF_A_SUBSCRIPTION {
        @Override
        public boolean skips(byte[] firstLevel) {
            return firstLevel.length > 0 && firstLevel[0] == '$';
        }
    },
    /** In management: {@code $SYS} and below only, the broker's own topics. */
    OF_MANAGEMENT {
        @Override
        public boolean skips(byte[] firstLevel) {
            return Arrays.equals(firstLevel, SYS);
        }
    };

    private static final byte[] SYS = TopicName.SYS.getBytes(StandardCharsets.UTF_8);

    /** Whether topics with this first level, in UTF-8, do not match. */
    public abstract boolean skips(byte[] firstLevel);
}
