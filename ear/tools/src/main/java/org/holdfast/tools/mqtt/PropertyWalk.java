package org.holdfast.tools.mqtt;

import java.util.HashMap;
import java.util.Map;
import org.holdfast.beans.transfer.BadMessageException;
import org.holdfast.engine.message.PropertyId;

/** Reads the properties of any packet, and keeps numbers and the Reason String (section 2.2.2.2). */
final class PropertyWalk {
    private final PacketFields fields;
    private final Map<Integer, Long> numbers = new HashMap<>();
    private String reason = "";

    private PropertyWalk(PacketFields fields) {
        this.fields = fields;
    }

    /** Reads the next section of properties, its length first. */
    static PropertyWalk over(PacketFields packet) throws BadMessageException {
        PropertyWalk walk = new PropertyWalk(packet.section(packet.variableByteInteger()));
        while (!walk.fields.isAtEnd()) {
            walk.step();
        }
        return walk;
    }

    private void step() throws BadMessageException {
        int id = fields.variableByteInteger();
        switch (id) {
            case PropertyId.SUBSCRIPTION_IDENTIFIER -> fields.variableByteInteger();
            case PropertyId.REASON_STRING -> reason = fields.text();
            case PropertyId.USER_PROPERTY -> {
                fields.text();
                fields.text();
            }
            case PropertyId.CONTENT_TYPE,
                    PropertyId.RESPONSE_TOPIC,
                    PropertyId.CORRELATION_DATA,
                    PropertyId.ASSIGNED_CLIENT_IDENTIFIER,
                    PropertyId.AUTHENTICATION_METHOD,
                    PropertyId.AUTHENTICATION_DATA,
                    PropertyId.RESPONSE_INFORMATION,
                    PropertyId.SERVER_REFERENCE -> fields.binary();
            default -> numbers.put(id, readNumber(id));
        }
    }

    private long readNumber(int id) throws BadMessageException {
        return switch (id) {
            case PropertyId.PAYLOAD_FORMAT_INDICATOR,
                    PropertyId.REQUEST_PROBLEM_INFORMATION,
                    PropertyId.REQUEST_RESPONSE_INFORMATION,
                    PropertyId.MAXIMUM_QOS,
                    PropertyId.RETAIN_AVAILABLE,
                    PropertyId.WILDCARD_SUBSCRIPTION_AVAILABLE,
                    PropertyId.SUBSCRIPTION_IDENTIFIER_AVAILABLE,
                    PropertyId.SHARED_SUBSCRIPTION_AVAILABLE -> fields.oneByte();
            case PropertyId.SERVER_KEEP_ALIVE,
                    PropertyId.RECEIVE_MAXIMUM,
                    PropertyId.TOPIC_ALIAS_MAXIMUM,
                    PropertyId.TOPIC_ALIAS -> fields.twoBytes();
            case PropertyId.MESSAGE_EXPIRY_INTERVAL,
                    PropertyId.SESSION_EXPIRY_INTERVAL,
                    PropertyId.WILL_DELAY_INTERVAL,
                    PropertyId.MAXIMUM_PACKET_SIZE -> fields.fourBytes();
            default -> throw new BadMessageException("there is no property " + id);
        };
    }

    /** Returns the value of a numeric property, or another when it is missing. */
    long number(int id, long otherwise) {
        return numbers.getOrDefault(id, otherwise);
    }

    /** Returns the Reason String, or an empty text. */
    String reason() {
        return reason;
    }
}
