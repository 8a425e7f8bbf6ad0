package org.holdfast.adapter.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.holdfast.adapter.link.Outgoing;
import org.holdfast.mqtt.MqttException;
import org.holdfast.mqtt.MqttProperties;
import org.holdfast.mqtt.QoS;
import org.junit.jupiter.api.Test;

/** Transactions of a thread that has one connection after the other. */
class SynchronizedTransactionsTest {
    private final Map<Object, Object> resources = new HashMap<>();
    private final List<Synchronization> synchronizations = new ArrayList<>();
    private int status = Status.STATUS_ACTIVE;

    private final TransactionSynchronizationRegistry registry =
            (TransactionSynchronizationRegistry) Proxy.newProxyInstance(
                    SynchronizedTransactionsTest.class.getClassLoader(),
                    new Class<?>[] {TransactionSynchronizationRegistry.class},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "getTransactionStatus" -> status;
                        case "getResource" -> resources.get(arguments[0]);
                        case "putResource" -> resources.put(arguments[0], arguments[1]);
                        case "registerInterposedSynchronization" ->
                            synchronizations.add((Synchronization) arguments[0]) ? null : this;
                        case "setRollbackOnly" -> {
                            status = Status.STATUS_MARKED_ROLLBACK;
                            yield null;
                        }
                        default -> throw new UnsupportedOperationException(method.getName());
                    });

    /** A connection that notes what leaves by it. */
    private static final class Connection implements ConnectionTransactions.Publisher {
        private final List<String> published = new ArrayList<>();
        private boolean isConnected = true;
        private boolean fails;
        private int over;

        @Override
        public boolean isConnected() {
            return isConnected;
        }

        @Override
        public void publishAll(List<Outgoing> messages) throws NotAllPublishedException {
            if (fails) {
                throw new NotAllPublishedException(messages.size(), 0, 0, new MqttException(0x97, "full"));
            }
            messages.forEach(message -> published.add(message.topic()));
        }

        @Override
        public void over() {
            over++;
        }
    }

    private final Connection first = new Connection();
    private final Connection second = new Connection();

    private boolean publish(Connection by, Object factory, String topic) {
        return new SynchronizedTransactions(registry, factory, by)
                .take(Outgoing.of(topic, new byte[0], QoS.AT_LEAST_ONCE, false, MqttProperties.NONE));
    }

    private void end(int with) {
        synchronizations.forEach(Synchronization::beforeCompletion);
        synchronizations.forEach(each -> each.afterCompletion(status == Status.STATUS_ACTIVE ? with : status));
    }

    @Test
    void messagesOfSeveralConnectionsLeaveInTheirOrder() {
        assertThat(publish(first, "factory", "v1")).isTrue();
        assertThat(publish(second, "factory", "v2")).isTrue();
        assertThat(publish(first, "factory", "v3")).isTrue();

        end(Status.STATUS_COMMITTED);

        assertThat(first.published).containsExactly("v1", "v2", "v3");
        assertThat(second.published).isEmpty();
        assertThat(first.over).isEqualTo(1);
    }

    @Test
    void thoseOfAnotherFactoryLeaveByItsOwnConnection() {
        publish(first, "factory", "a");
        publish(second, "another", "b");

        end(Status.STATUS_COMMITTED);

        assertThat(first.published).containsExactly("a");
        assertThat(second.published).containsExactly("b");
    }

    @Test
    void afterARollbackNothingLeavesAndTheTransactionIsOver() {
        publish(first, "factory", "a");

        end(Status.STATUS_ROLLEDBACK);

        assertThat(first.published).isEmpty();
        assertThat(first.over).isEqualTo(1);
    }

    @Test
    void withoutABrokerTheTransactionIsRolledBack() {
        first.isConnected = false;
        publish(first, "factory", "a");

        end(Status.STATUS_COMMITTED);

        assertThat(status).isEqualTo(Status.STATUS_MARKED_ROLLBACK);
        assertThat(first.published).isEmpty();
    }

    @Test
    void aFailureAfterTheCommitHarmsNobody() {
        first.fails = true;
        publish(first, "factory", "a");

        end(Status.STATUS_COMMITTED);

        assertThat(first.over).isEqualTo(1);
    }

    @Test
    void outsideOfTransactionsNothingIsTaken() {
        status = Status.STATUS_NO_TRANSACTION;

        assertThat(publish(first, "factory", "a")).isFalse();
    }
}
