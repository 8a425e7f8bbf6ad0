package org.holdfast.engine.wire;

import java.util.HashMap;
import java.util.Map;
import org.holdfast.engine.topic.TopicName;
import org.holdfast.engine.wire.PublishWriter.TopicAlias;

/**
 * The Topic Aliases that the broker has set on a connection: the first topics get one each, up to the client's maximum
 * (section 3.3.2.3.4). Owned by the connection's event loop.
 */
final class OutboundAliases {
    private final Map<TopicName, TopicAlias> aliases = new HashMap<>();
    private final int maximum;

    OutboundAliases(int maximum) {
        this.maximum = maximum;
    }

    /** What the next PUBLISH to the topic says; it is taken for sent. */
    TopicAlias next(TopicName topic) {
        if (maximum == 0) {
            return TopicAlias.NONE;
        }
        TopicAlias known = aliases.get(topic);
        if (known != null) {
            return known;
        }
        if (aliases.size() == maximum) {
            return TopicAlias.NONE;
        }
        int value = aliases.size() + 1;
        aliases.put(topic, new TopicAlias(value, true));
        return new TopicAlias(value, false);
    }
}
