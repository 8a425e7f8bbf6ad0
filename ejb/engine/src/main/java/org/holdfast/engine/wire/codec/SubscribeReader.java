package org.holdfast.engine.wire.codec;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.engine.message.MqttException;
import org.holdfast.engine.message.PropertyId;
import org.holdfast.engine.message.ProtocolVersion;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.message.ReasonCode;
import org.holdfast.engine.message.RetainHandling;
import org.holdfast.engine.packet.Subscribe;
import org.holdfast.engine.packet.Unsubscribe;
import org.holdfast.engine.topic.TopicFilter;
import org.jspecify.annotations.Nullable;

/** Reads SUBSCRIBE and UNSUBSCRIBE (sections 3.8 and 3.10). */
final class SubscribeReader {
    private SubscribeReader() {}

    /** @param maximumFilters how many Topic Filters it may have */
    static Subscribe subscribe(ByteBuf in, ProtocolVersion version, int maximumFilters) {
        int id = Field.packetId(in);
        int identifier = version.isMqtt5() ? subscriptionIdentifier(in) : 0;
        List<Subscribe.Request> requests = new ArrayList<>();
        while (in.isReadable()) {
            requireLess("SUBSCRIBE", requests, maximumFilters);
            requests.add(request(filter(in), Field.oneByte(in), version));
        }
        if (requests.isEmpty()) {
            throw MqttException.protocolError("SUBSCRIBE without a Topic Filter"); // [MQTT-3.8.3-2]
        }
        return new Subscribe(id, identifier, requests);
    }

    private static void requireLess(String packet, List<?> filters, int maximum) {
        if (filters.size() == maximum) {
            throw new MqttException(
                    ReasonCode.QUOTA_EXCEEDED, "a " + packet + " must have at most " + maximum + " Topic Filters");
        }
    }

    private static int subscriptionIdentifier(ByteBuf in) {
        int identifier = 0;
        PropertyReader properties = new PropertyReader(in);
        for (int id; (id = properties.next()) >= 0; ) {
            switch (id) {
                case PropertyId.SUBSCRIPTION_IDENTIFIER -> {
                    if (identifier != 0) {
                        throw MqttException.protocolError("SUBSCRIBE has more than one Subscription Identifier");
                    }
                    identifier = Field.variable(properties.in());
                    if (identifier == 0) {
                        throw MqttException.protocolError("Subscription Identifier is 0");
                    }
                }
                case PropertyId.USER_PROPERTY -> properties.skipUserProperty();
                default -> throw PropertyReader.notAllowed(id);
            }
        }
        return identifier;
    }

    /** Reads a Topic Filter; null when it is well-formed, but has more levels than the broker accepts. */
    private static @Nullable TopicFilter filter(ByteBuf in) {
        try {
            return TopicFilter.of(Field.text(in));
        } catch (TopicFilter.TooManyLevelsException e) {
            return null; // only this one is refused
        } catch (IllegalArgumentException e) {
            throw MqttException.malformed(
                    "a Topic Filter is not well-formed: " + e.getMessage()); // section 4.7; 3.1.1 [MQTT-4.8.0-1]
        }
    }

    private static Subscribe.Request request(@Nullable TopicFilter filter, int optionsByte, ProtocolVersion version) {
        int options = used(optionsByte, version);
        int qos = options & 3;
        int retainHandling = options >> 4 & 3;
        if (qos == 3 || retainHandling == 3) {
            throw MqttException.protocolError("QoS or Retain Handling is 3"); // section 3.8.3.1
        }
        boolean noLocal = (options & 0x04) != 0;
        if (noLocal && filter != null && filter.isShared()) {
            throw MqttException.protocolError("No Local must be 0 for a shared subscription"); // [MQTT-3.8.3-4]
        }
        return new Subscribe.Request(
                filter, QoS.of(qos), noLocal, (options & 0x08) != 0, RetainHandling.of(retainHandling));
    }

    /** Returns the bits that the version uses. The others are reserved, except in MQTT 3.1, which ignores them. */
    private static int used(int options, ProtocolVersion version) {
        int reserved = version.isMqtt5() ? 0xC0 : 0xFC;
        if ((options & reserved) != 0 && version != ProtocolVersion.MQTT_3_1) {
            throw MqttException.malformed("reserved Subscription Options are set"); // [MQTT-3.8.3-5]
        }
        return options & ~reserved;
    }

    /** @param maximumFilters how many Topic Filters it may have */
    static Unsubscribe unsubscribe(ByteBuf in, ProtocolVersion version, int maximumFilters) {
        int id = Field.packetId(in);
        if (version.isMqtt5()) {
            new PropertyReader(in).skipUserProperties();
        }
        List<@Nullable TopicFilter> filters = new ArrayList<>();
        while (in.isReadable()) {
            requireLess("UNSUBSCRIBE", filters, maximumFilters);
            filters.add(filter(in));
        }
        if (filters.isEmpty()) {
            throw MqttException.protocolError("UNSUBSCRIBE without a Topic Filter"); // [MQTT-3.10.3-2]
        }
        return new Unsubscribe(id, filters);
    }
}
