package org.holdfast.engine.management;

import java.time.Duration;
import org.holdfast.engine.packet.Payload;
import org.holdfast.engine.packet.Properties;
import org.holdfast.engine.packet.QoS;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/**
 * A message to be published by the host.
 *
 * @param retain whether its topic is to keep it; with an empty payload the topic keeps nothing any more
 * @param properties what its receivers get with it
 * @param lifetime its Message Expiry Interval, in whole seconds; null: it never expires
 * @param publisher takes the place of a Client Identifier
 */
public record Publication(
        TopicName topic,
        Payload payload,
        QoS qos,
        boolean retain,
        Properties properties,
        @Nullable Duration lifetime,
        String publisher) {}
