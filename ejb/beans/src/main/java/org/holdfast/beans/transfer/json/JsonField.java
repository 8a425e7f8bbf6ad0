package org.holdfast.beans.transfer.json;

/** The names of a line's fields. */
final class JsonField {
    static final String TOPIC = "topic";
    static final String PAYLOAD = "payload";
    static final String QOS = "qos";
    static final String PROPERTIES = "properties";
    static final String PUBLISHER = "publisher";
    static final String PUBLISHED_AT = "publishedAt";
    static final String EXPIRES_AT = "expiresAt";

    static final String PAYLOAD_FORMAT = "payloadFormat";
    static final String CONTENT_TYPE = "contentType";
    static final String RESPONSE_TOPIC = "responseTopic";
    static final String CORRELATION_DATA = "correlationData";
    static final String USER_PROPERTIES = "userProperties";
    static final String NAME = "name";
    static final String VALUE = "value";

    private JsonField() {}
}
