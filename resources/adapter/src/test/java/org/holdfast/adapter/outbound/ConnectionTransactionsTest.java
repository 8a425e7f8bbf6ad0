package org.holdfast.adapter.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.resource.spi.LocalTransactionException;
import java.util.ArrayList;
import java.util.List;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.holdfast.adapter.link.Outgoing;
import org.holdfast.mqtt.MqttException;
import org.holdfast.mqtt.MqttProperties;
import org.holdfast.mqtt.QoS;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionTransactionsTest {
    private final List<String> published = new ArrayList<>();
    private boolean connected = true;
    private int publishedBefore;
    private @Nullable MqttException fails;

    private final ConnectionTransactions transactions =
            new ConnectionTransactions(new ConnectionTransactions.Publisher() {
                @Override
                public boolean isConnected() {
                    return connected;
                }

                @Override
                public void publishAll(List<Outgoing> messages) throws NotAllPublishedException {
                    if (fails != null) {
                        throw new NotAllPublishedException(messages.size(), publishedBefore, 0, fails);
                    }
                    messages.forEach(message -> published.add(message.topic()));
                }
            });

    private record Branch(int number) implements Xid {
        @Override
        public int getFormatId() {
            return number;
        }

        @Override
        public byte[] getGlobalTransactionId() {
            return new byte[] {(byte) number};
        }

        @Override
        public byte[] getBranchQualifier() {
            return new byte[] {(byte) number};
        }
    }

    private static final Xid ONE = new Branch(1);
    private static final Xid TWO = new Branch(2);

    private static Outgoing message(String topic) {
        return Outgoing.of(topic, new byte[0], QoS.AT_LEAST_ONCE, false, MqttProperties.NONE);
    }

    private void publishIn(Xid xid, String... topics) throws XAException {
        transactions.start(xid, XAResource.TMNOFLAGS);
        for (String topic : topics) {
            assertThat(transactions.take(message(topic))).isTrue();
        }
        transactions.end(xid, XAResource.TMSUCCESS);
    }

    @Test
    void outsideOfTransactionsNothingIsTaken() {
        assertThat(transactions.take(message("a"))).isFalse();
    }

    @Test
    void messagesLeaveInTheirOrderWithTheCommit() throws Exception {
        publishIn(ONE, "a", "b");

        assertThat(transactions.prepare(ONE)).isEqualTo(XAResource.XA_OK);
        assertThat(published).isEmpty();
        transactions.commit(ONE, false);

        assertThat(published).containsExactly("a", "b");
        assertThatThrownBy(() -> transactions.commit(ONE, false)).isInstanceOf(XAException.class);
    }

    @Test
    void afterARollbackNothingLeaves() throws Exception {
        publishIn(ONE, "a");

        transactions.prepare(ONE);
        transactions.rollback(ONE);

        assertThat(published).isEmpty();
        assertThatThrownBy(() -> transactions.commit(ONE, false)).isInstanceOf(XAException.class);
    }

    @Test
    void twoTransactionsKeepTheirMessagesApart() throws Exception {
        publishIn(ONE, "a");
        publishIn(TWO, "b");
        transactions.start(ONE, XAResource.TMJOIN);
        transactions.take(message("c"));
        transactions.end(ONE, XAResource.TMSUCCESS);

        transactions.rollback(TWO);
        transactions.commit(ONE, true);

        assertThat(published).containsExactly("a", "c");
    }

    @Test
    void aTransactionWithoutMessagesIsReadOnly() throws Exception {
        publishIn(ONE);

        assertThat(transactions.prepare(ONE)).isEqualTo(XAResource.XA_RDONLY);
    }

    @Test
    void withoutABrokerItVotesForTheRollback() throws Exception {
        publishIn(ONE, "a");
        connected = false;

        assertThatThrownBy(() -> transactions.prepare(ONE))
                .isInstanceOfSatisfying(
                        XAException.class, e -> assertThat(e.errorCode).isEqualTo(XAException.XA_RBCOMMFAIL));
    }

    @ParameterizedTest
    @CsvSource({
        "true, 0, " + XAException.XA_RBROLLBACK,
        "true, 1, " + XAException.XA_HEURMIX,
        "false, 0, " + XAException.XA_HEURRB,
        "false, 1, " + XAException.XA_HEURMIX
    })
    void whatCannotBePublishedAtTheCommitIsToldAsItIs(boolean onePhase, int alreadyPublished, int code)
            throws Exception {
        publishIn(ONE, "a", "b");
        fails = new MqttException(0x97, "full");
        publishedBefore = alreadyPublished;

        assertThatThrownBy(() -> transactions.commit(ONE, onePhase))
                .isInstanceOfSatisfying(
                        XAException.class, e -> assertThat(e.errorCode).isEqualTo(code))
                .hasRootCauseMessage("full")
                .cause()
                .hasMessage("of 2 messages " + alreadyPublished + " were published: full");
        assertThatThrownBy(() -> transactions.rollback(ONE)).isInstanceOf(XAException.class);
    }

    @Test
    void beginsABranchOnceAndJoinsKnownOnesOnly() throws Exception {
        publishIn(ONE, "a");

        assertThatThrownBy(() -> transactions.start(ONE, XAResource.TMNOFLAGS))
                .isInstanceOfSatisfying(
                        XAException.class, e -> assertThat(e.errorCode).isEqualTo(XAException.XAER_DUPID));
        assertThatThrownBy(() -> transactions.start(TWO, XAResource.TMJOIN))
                .isInstanceOfSatisfying(
                        XAException.class, e -> assertThat(e.errorCode).isEqualTo(XAException.XAER_NOTA));
    }

    @Test
    void aLocalTransactionDoesTheSame() throws Exception {
        transactions.begin();
        transactions.take(message("a"));
        transactions.rollback();
        transactions.begin();
        transactions.take(message("b"));
        assertThatThrownBy(transactions::begin).isInstanceOf(LocalTransactionException.class);
        transactions.commit();

        assertThat(published).containsExactly("b");
        assertThatThrownBy(transactions::commit).isInstanceOf(LocalTransactionException.class);
    }

    @Test
    void thereIsNothingToRecover() {
        assertThat(transactions.recover(XAResource.TMSTARTRSCAN)).isEmpty();
    }
}
