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

    /** Returns the alias for the next PUBLISH to the topic; call {@link #sent} when it is used. */
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

    /** Records that the client knows the alias of the topic. */
    void sent(TopicName topic, TopicAlias alias) {
        if (alias.value() > 0 && !alias.isKnown()) {
            aliases.put(topic, new TopicAlias(alias.value(), true));
        }
    }
}
