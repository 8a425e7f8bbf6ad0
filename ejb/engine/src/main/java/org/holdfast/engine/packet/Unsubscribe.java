package org.holdfast.engine.packet;

import java.util.List;
import org.holdfast.engine.topic.TopicFilter;
import org.jspecify.annotations.Nullable;

/**
 * UNSUBSCRIBE (section 3.10).
 *
 * @param filters null in place of each that has more levels than the broker accepts
 */
public record Unsubscribe(int packetId, List<@Nullable TopicFilter> filters) implements ClientPacket {
    @Override
    public <C> void accept(Visitor<C> visitor, C context) {
        visitor.unsubscribe(context, this);
    }
}
