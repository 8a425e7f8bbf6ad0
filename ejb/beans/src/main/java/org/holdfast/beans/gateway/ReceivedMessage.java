package org.holdfast.beans.gateway;

import java.util.function.BiConsumer;
import org.holdfast.engine.local.LocalDelivery;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.Properties;
import org.holdfast.mqtt.gateway.LinkDelivery;
import org.jspecify.annotations.Nullable;

/** A message of the engine for the adapter: nothing is copied, and properties are read on demand. */
final class ReceivedMessage implements LinkDelivery {
    private final LocalDelivery delivery;

    ReceivedMessage(LocalDelivery delivery) {
        this.delivery = delivery;
    }

    @Override
    public String topic() {
        return delivery.message().topic().value();
    }

    @Override
    public byte[] payload() {
        return delivery.message().payload().bytes();
    }

    @Override
    public int qos() {
        return delivery.qos().value();
    }

    @Override
    public boolean retain() {
        return delivery.retain();
    }

    @Override
    public boolean duplicate() {
        return delivery.isDuplicate();
    }

    @Override
    public void acknowledge() {
        delivery.acknowledge();
    }

    @Override
    public void copyProperties(BiConsumer<String, Object> property, BiConsumer<String, String> userProperty) {
        Message message = delivery.message();
        Properties properties = message.properties();
        if (!properties.isEmpty()) {
            Integer indicator = properties.payloadFormatIndicator();
            tell(property, PAYLOAD_UTF8, indicator == null ? null : indicator == 1);
            tell(property, CONTENT_TYPE, properties.contentType());
            tell(property, RESPONSE_TOPIC, properties.responseTopic());
            tell(property, CORRELATION_DATA, properties.correlationData());
            properties.userProperties().forEach(each -> userProperty.accept(each.name(), each.value()));
        }
        if (message.expires()) {
            property.accept(EXPIRY_SECONDS, message.remainingSeconds(System.currentTimeMillis()));
        }
        delivery.subscriptionIdentifiers().forEach(each -> property.accept(SUBSCRIPTION_IDENTIFIER, each));
    }

    private static void tell(BiConsumer<String, Object> property, String name, @Nullable Object value) {
        if (value != null) {
            property.accept(name, value);
        }
    }
}
