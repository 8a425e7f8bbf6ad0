package org.holdfast.engine.wire;

import java.util.HashMap;
import java.util.Map;
import org.holdfast.engine.topic.TopicName;
import org.holdfast.engine.wire.codec.PublishWriter.TopicAlias;

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

    /** What the next PUBLISH to the topic may say; {@link #sent} is to be told when it does. */
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
        return new TopicAlias(aliases.size() + 1, false);
    }

    /** From now on the alias stands for the topic. */
    void sent(TopicName topic, TopicAlias alias) {
        if (alias.value() > 0 && !alias.isKnown()) {
            aliases.put(topic, new TopicAlias(alias.value(), true));
        }
    }
}
