package org.holdfast.adapter.inbound;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;
import org.holdfast.mqtt.gateway.Envelope;
import org.holdfast.mqtt.gateway.Gateway;
import org.holdfast.mqtt.gateway.Link;
import org.holdfast.mqtt.gateway.LinkDelivery;
import org.holdfast.mqtt.gateway.LinkOptions;
import org.holdfast.mqtt.gateway.LinkReceiver;

/** A broker that says yes, and delivers what the test says. */
final class FakeBroker implements Gateway {
    final BlockingQueue<FakeLink> links = new LinkedBlockingQueue<>();
    final List<String> acknowledged = new CopyOnWriteArrayList<>();
    final List<Envelope> published = new CopyOnWriteArrayList<>();
    final List<String> unsubscribed = new CopyOnWriteArrayList<>();
    final List<String> known = new CopyOnWriteArrayList<>();
    volatile boolean keepsSessions = true;
    volatile int subscribeReason = 1;
    volatile int publishReason;

    @Override
    public Link connect(LinkOptions options, LinkReceiver receiver) {
        FakeLink link = new FakeLink(options, receiver);
        receiver.connected(keepsSessions);
        return link;
    }

    /** One connection. */
    final class FakeLink implements Link {
        final LinkOptions options;
        final LinkReceiver receiver;
        final List<String> subscribed = new ArrayList<>();
        volatile boolean closed;

        FakeLink(LinkOptions options, LinkReceiver receiver) {
            this.options = options;
            this.receiver = receiver;
        }

        void deliver(String topic, String payload) {
            receiver.message(new FakeDelivery(topic, payload));
        }

        @Override
        public CompletionStage<Integer> subscribe(
                String filter, int qos, boolean noLocal, boolean retainAsPublished, int retainHandling) {
            subscribed.add(filter);
            links.add(this);
            return CompletableFuture.completedFuture(subscribeReason);
        }

        @Override
        public CompletionStage<Integer> unsubscribe(String filter) {
            unsubscribed.add(filter);
            return CompletableFuture.completedFuture(0);
        }

        @Override
        public List<String> subscriptions() {
            return List.copyOf(known);
        }

        @Override
        public CompletionStage<Map.Entry<Integer, String>> publish(Envelope message) {
            published.add(message);
            return CompletableFuture.completedFuture(Map.entry(publishReason, ""));
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private final class FakeDelivery implements LinkDelivery {
        private final String topic;
        private final String payload;

        FakeDelivery(String topic, String payload) {
            this.topic = topic;
            this.payload = payload;
        }

        @Override
        public void acknowledge() {
            acknowledged.add(payload);
        }

        @Override
        public String topic() {
            return topic;
        }

        @Override
        public byte[] payload() {
            return payload.getBytes(UTF_8);
        }

        @Override
        public int qos() {
            return 1;
        }

        @Override
        public boolean retain() {
            return false;
        }

        @Override
        public boolean duplicate() {
            return false;
        }

        @Override
        public void copyProperties(BiConsumer<String, Object> property, BiConsumer<String, String> userProperty) {
            property.accept(SUBSCRIPTION_IDENTIFIER, 1);
            property.accept(EXPIRY_SECONDS, 1L);
            userProperty.accept("unit", "kWh");
        }
    }
}
