package org.holdfast.mqtt.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatewaysTest {
    private final List<@Nullable Gateway> seen = new ArrayList<>();

    @AfterEach
    void withdraw() {
        Gateways.withdraw();
    }

    @Test
    void theOneThatIsOfferedIsFound() {
        Gateway gateway = new EchoGateway();

        Gateways.offer(gateway);

        assertThat(Gateways.current()).isSameAs(gateway);
        Gateways.withdraw();
        assertThat(Gateways.current()).isNull();
    }

    @Test
    void aLaterOneTakesThePlaceOfTheOneBefore() {
        Gateway later = new EchoGateway();

        Gateways.offer(new EchoGateway());
        Gateways.offer(later);

        assertThat(Gateways.current()).isSameAs(later);
    }

    @Test
    void whoWatchesIsToldWhatIsThereAndWhatComesAndGoes() {
        Gateway gateway = new EchoGateway();
        try (Gateways.Watch watch = Gateways.watch(() -> seen.add(Gateways.current()))) {
            assertThat(watch).isNotNull();
            Gateways.offer(gateway);
            Gateways.withdraw();
        }
        Gateways.offer(gateway);

        assertThat(seen).containsExactly(null, gateway, null);
    }

    @Test
    void aGatewayOfAnotherClassLoaderWorksAsOneOfOurs() throws Exception {
        try (URLClassLoader other = new Isolated()) {
            Constructor<?> constructor =
                    other.loadClass(EchoGateway.class.getName()).getDeclaredConstructor();
            Object foreign = constructor.newInstance();
            assertThat(foreign).isNotInstanceOf(Gateway.class);
            other.loadClass(Gateways.class.getName())
                    .getMethod("offer", other.loadClass(Gateway.class.getName()))
                    .invoke(null, foreign);

            List<String> heard = new ArrayList<>();
            Gateway gateway = Objects.requireNonNull(Gateways.current());
            Link link = gateway.connect(new Options(), new Hearing(heard));
            Map.Entry<Integer, String> answer =
                    link.publish(new Hello()).toCompletableFuture().join();

            assertThat(answer).isEqualTo(Map.entry(0, "client"));
            assertThat(heard)
                    .containsExactly("connected true", "a/b 2 [7] contentType=text/plain user=x", "closed 139 bye");
            assertThat(link.subscribe("a", 1, true, false, 2)
                            .toCompletableFuture()
                            .join())
                    .isEqualTo(1);
            assertThat(Set.of(gateway)).contains(gateway).doesNotContain(Objects.requireNonNull(Gateways.current()));
            assertThat(gateway.toString()).startsWith("bridge to ");
        }
    }

    @Test
    void anExceptionComesThroughAsItIs() throws Exception {
        try (URLClassLoader other = new Isolated()) {
            Object foreign = other.loadClass(EchoGateway.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
            Gateway gateway = Bridge.to(Gateway.class, foreign);

            Link link = gateway.connect(new Options(), new Hearing(new ArrayList<>()));

            assertThatThrownBy(() -> link.unsubscribe("a"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("not here");
            assertThatThrownBy(() -> Bridge.to(Link.class, foreign)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** Has classes of its own by the names of ours. */
    private static final class Isolated extends URLClassLoader {
        Isolated() {
            super(
                    new URL[] {
                        Gateway.class.getProtectionDomain().getCodeSource().getLocation(),
                        GatewaysTest.class.getProtectionDomain().getCodeSource().getLocation()
                    },
                    ClassLoader.getPlatformClassLoader());
        }
    }

    /** Tells a receiver all that there is to tell. */
    public static final class EchoGateway implements Gateway {
        public EchoGateway() {}

        @Override
        public Link connect(LinkOptions options, LinkReceiver receiver) {
            receiver.connected(true);
            return new EchoLink(options, receiver);
        }
    }

    private record EchoLink(LinkOptions options, LinkReceiver receiver) implements Link {
        @Override
        public CompletionStage<Integer> subscribe(
                String filter, int qos, boolean noLocal, boolean retainAsPublished, int retainHandling) {
            return CompletableFuture.completedFuture(qos);
        }

        @Override
        public CompletionStage<Integer> unsubscribe(String filter) {
            throw new IllegalStateException("not here");
        }

        @Override
        public List<String> subscriptions() {
            return List.of();
        }

        @Override
        public CompletionStage<Map.Entry<Integer, String>> publish(Envelope message) {
            receiver.message(new Echo(message));
            receiver.closed(0x8B, "bye");
            return CompletableFuture.completedFuture(Map.entry(0, options.clientId()));
        }

        @Override
        public void close() {}
    }

    private record Echo(Envelope of) implements LinkDelivery {
        @Override
        public void acknowledge() {}

        @Override
        public String topic() {
            return of.topic();
        }

        @Override
        public byte[] payload() {
            return of.payload();
        }

        @Override
        public int qos() {
            return of.qos();
        }

        @Override
        public boolean retain() {
            return of.retain();
        }

        @Override
        public boolean duplicate() {
            return of.duplicate();
        }

        @Override
        public void copyProperties(BiConsumer<String, Object> property, BiConsumer<String, String> userProperty) {
            of.copyProperties(property, userProperty);
        }
    }

    private static final class Hello implements Envelope {
        @Override
        public String topic() {
            return "a/b";
        }

        @Override
        public byte[] payload() {
            return new byte[] {7};
        }

        @Override
        public int qos() {
            return 2;
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
            property.accept(CONTENT_TYPE, "text/plain");
            userProperty.accept("user", "x");
        }
    }

    private record Hearing(List<String> heard) implements LinkReceiver {
        @Override
        public void connected(boolean sessionPresent) {
            heard.add("connected " + sessionPresent);
        }

        @Override
        public void message(LinkDelivery delivery) {
            StringBuilder text = new StringBuilder();
            delivery.copyProperties(
                    (name, value) -> text.append(' ').append(name).append('=').append(value),
                    (name, value) -> text.append(' ').append(name).append('=').append(value));
            heard.add(delivery.topic() + " " + delivery.qos() + " " + List.of((int) delivery.payload()[0]) + text);
            delivery.acknowledge();
        }

        @Override
        public void closed(int reasonCode, String explanation) {
            heard.add("closed " + reasonCode + " " + explanation);
        }
    }

    private record Options() implements LinkOptions {
        @Override
        public String clientId() {
            return "client";
        }

        @Override
        public boolean cleanStart() {
            return true;
        }

        @Override
        public long sessionExpirySeconds() {
            return 0;
        }

        @Override
        public @Nullable String userName() {
            return null;
        }

        @Override
        public int capacity() {
            return 1;
        }

        @Override
        public String description() {
            return "a test";
        }
    }
}
