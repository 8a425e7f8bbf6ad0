package org.holdfast.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.EJBException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.management.ObjectName;
import org.eclipse.paho.mqttv5.client.IMqttMessageListener;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.holdfast.it.application.FailingBean;
import org.holdfast.it.application.OrderBean;
import org.holdfast.it.application.Reading;
import org.holdfast.it.application.Readings;
import org.holdfast.it.application.Remote3Bean;
import org.holdfast.it.application.RemoteBean;
import org.holdfast.it.application.SlowBean;
import org.holdfast.it.application.TopicsBean;
import org.holdfast.mqtt.MqttConnection;
import org.holdfast.mqtt.MqttConnectionFactory;
import org.holdfast.mqtt.MqttException;
import org.holdfast.mqtt.QoS;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** An application that receives in message-driven beans and publishes in transactions, with the tests inside it. */
@Tag("in-container")
@ExtendWith(ArquillianExtension.class)
class AdapterIT {
    @Resource(lookup = "java:global/holdfast/mqtt")
    private MqttConnectionFactory factory;

    @Resource(lookup = "java:app/remote")
    private MqttConnectionFactory remote;

    @EJB
    private Readings readings;

    @Deployment
    static WebArchive application() throws Exception {
        int port = SecondBroker.start();
        return Archives.ofTests("application.war")
                .addPackage(Reading.class.getPackage())
                .addAsResource(new StringAsset(PERSISTENCE), "META-INF/persistence.xml")
                .addAsResource(new StringAsset(Integer.toString(port)), "second-broker.port")
                .addAsWebInfResource(
                        new StringAsset(DESCRIPTOR.replace("PORT", Integer.toString(port))), "ejb-jar.xml");
    }

    private static final String PERSISTENCE = """
            <persistence xmlns="https://jakarta.ee/xml/ns/persistence" version="3.0">
              <persistence-unit name="readings" transaction-type="JTA">
                <class>org.holdfast.it.application.Reading</class>
                <properties>
                  <property name="jakarta.persistence.schema-generation.database.action" value="create"/>
                </properties>
              </persistence-unit>
            </persistence>
            """;

    private static final String DESCRIPTOR = """
            <ejb-jar xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0">
              <enterprise-beans>
                <message-driven>
                  <ejb-name>RemoteBean</ejb-name>
                  <activation-config>
                    <activation-config-property>
                      <activation-config-property-name>serverUri</activation-config-property-name>
                      <activation-config-property-value>mqtt://127.0.0.1:PORT</activation-config-property-value>
                    </activation-config-property>
                    <activation-config-property>
                      <activation-config-property-name>topicFilter</activation-config-property-name>
                      <activation-config-property-value>remote/+</activation-config-property-value>
                    </activation-config-property>
                    <activation-config-property>
                      <activation-config-property-name>redeliveryPause</activation-config-property-name>
                      <activation-config-property-value>10</activation-config-property-value>
                    </activation-config-property>
                  </activation-config>
                  <connection-factory>
                    <name>java:app/remote</name>
                    <interface-name>org.holdfast.mqtt.MqttConnectionFactory</interface-name>
                    <resource-adapter>holdfast-mqtt</resource-adapter>
                    <transaction-support>XATransaction</transaction-support>
                    <property>
                      <name>serverUri</name>
                      <value>mqtt://127.0.0.1:PORT</value>
                    </property>
                  </connection-factory>
                </message-driven>
                <message-driven>
                  <ejb-name>Remote3Bean</ejb-name>
                  <activation-config>
                    <activation-config-property>
                      <activation-config-property-name>serverUri</activation-config-property-name>
                      <activation-config-property-value>mqtt://127.0.0.1:PORT</activation-config-property-value>
                    </activation-config-property>
                    <activation-config-property>
                      <activation-config-property-name>mqttVersion</activation-config-property-name>
                      <activation-config-property-value>3.1.1</activation-config-property-value>
                    </activation-config-property>
                    <activation-config-property>
                      <activation-config-property-name>topicFilter</activation-config-property-name>
                      <activation-config-property-value>remote3</activation-config-property-value>
                    </activation-config-property>
                  </activation-config>
                </message-driven>
              </enterprise-beans>
            </ejb-jar>
            """;

    /** The application is deployed before the broker. */
    @BeforeEach
    void awaitBeans() throws Exception {
        for (String bean : List.of("OrderBean", "TopicsBean", "FailingBean", "SlowBean", "SavingBean", "RemoteBean")) {
            Await.until(() -> "ACTIVE".equals(attribute(bean, "State")));
        }
    }

    private static Object attribute(String bean, String name) throws Exception {
        var server = ManagementFactory.getPlatformMBeanServer();
        for (ObjectName each : server.queryNames(new ObjectName("org.holdfast:type=Endpoint,*"), null)) {
            if (String.valueOf(server.getAttribute(each, "Name")).endsWith("/" + bean)) {
                return server.getAttribute(each, name);
            }
        }
        return "not there";
    }

    private void publish(String topic, String text) throws MqttException {
        publish(factory, topic, text, QoS.AT_LEAST_ONCE);
    }

    private static void publish(MqttConnectionFactory by, String topic, String text, QoS qos) throws MqttException {
        try (MqttConnection connection = by.getConnection()) {
            connection.publish(topic, text.getBytes(UTF_8), qos, false);
        }
    }

    /** A client on the network. */
    private static final class Observer implements AutoCloseable {
        private final MqttClient client;
        private final BlockingQueue<MqttMessage> messages = new LinkedBlockingQueue<>();

        Observer(String filter) throws Exception {
            this(Integer.getInteger("holdfast.mqtt.port", 0), filter);
        }

        Observer(int port, String filter) throws Exception {
            client = new MqttClient("tcp://127.0.0.1:" + port, "", new MemoryPersistence());
            client.connect();
            client.subscribe(
                    new MqttSubscription[] {new MqttSubscription(filter, 2)},
                    new IMqttMessageListener[] {(topic, message) -> messages.add(message)});
        }

        MqttMessage next() throws InterruptedException {
            MqttMessage next = messages.poll(Await.LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertThat(next).isNotNull();
            return next;
        }

        void expect(String text) throws InterruptedException {
            assertThat(next().toString()).isEqualTo(text);
        }

        /** What this client publishes now comes behind everything that was published before. */
        void expectNothingBut(String topic, String barrier) throws Exception {
            client.publish(topic, barrier.getBytes(UTF_8), 1, false);
            expect(barrier);
        }

        @Override
        public void close() throws org.eclipse.paho.mqttv5.common.MqttException {
            client.disconnect();
            client.close();
        }
    }

    // ---- inbound

    @Test
    void eachTopicKeepsItsOrderWhileSeveralAreWorkedOn() throws Exception {
        int topics = 16;
        int messages = 250;
        List<Integer> inOrder = IntStream.range(0, messages).boxed().toList();

        try (MqttConnection connection = factory.getConnection()) {
            for (int i = 0; i < messages; i++) {
                for (int topic = 0; topic < topics; topic++) {
                    connection.publish("order/" + topic, Integer.toString(i).getBytes(UTF_8), QoS.AT_LEAST_ONCE, false);
                }
            }
        }

        Await.until(() -> OrderBean.SEEN.values().stream().mapToInt(List::size).sum() >= topics * messages);
        assertThat(OrderBean.SEEN).hasSize(topics);
        assertThat(OrderBean.SEEN.values()).allMatch(inOrder::equals);
        assertThat(OrderBean.MOST_AT_ONCE.get()).isBetween(1, 4);
    }

    @Test
    void aMethodForEachFilterIsCalledAndOnlyTheFailedOneAgain() throws Exception {
        TopicsBean.CALLS.clear();

        publish(factory, "topics/two", "once", QoS.EXACTLY_ONCE);

        Await.until(() -> TopicsBean.CALLS.size() == 3);
        assertThat(TopicsBean.CALLS).containsExactly("any once", "two once QoS 2", "two once QoS 2");
    }

    @Test
    void theReasonOfADeadLetterIsTheExceptionOfTheBean() throws Exception {
        try (Observer dead = new Observer("dead/topics")) {
            publish("topics/two", "always");

            MqttMessage letter = dead.next();
            assertThat(letter.toString()).isEqualTo("always");
            assertThat(letter.getProperties().getUserProperties())
                    .contains(new UserProperty(
                            "dead-letter-reason", "java.lang.IllegalStateException: this bean does not like always"));
        }
    }

    @Test
    void whatABeanFailsOnTooOftenGoesToTheDeadLetterTopicWithItsProperties() throws Exception {
        FailingBean.CALLS.clear();
        FailingBean.TIMES.clear();
        long before = (Long) attribute("FailingBean", "DeadLettered");
        try (Observer dead = new Observer("dead/failing")) {
            MqttMessage bad = new MqttMessage("bad".getBytes(UTF_8), 1, false, new MqttProperties());
            bad.getProperties().setContentType("text/plain");
            bad.getProperties().setUserProperties(new ArrayList<>(List.of(new UserProperty("unit", "kWh"))));
            dead.client.publish("failing", bad);
            publish("failing", "good");

            MqttMessage letter = dead.next();
            assertThat(letter.getProperties().getContentType()).isEqualTo("text/plain");
            assertThat(letter.getProperties().getUserProperties())
                    .contains(
                            new UserProperty("unit", "kWh"),
                            new UserProperty("dead-letter-topic", "failing"),
                            new UserProperty("dead-letter-attempts", "3"),
                            new UserProperty("dead-letter-reason", "java.lang.Exception: cannot read bad"));
        }
        Await.until(() -> FailingBean.CALLS.size() == 4);
        assertThat(FailingBean.CALLS).containsExactly("bad 1", "bad 2", "bad 3", "good 1");
        List<Long> times = FailingBean.TIMES;
        assertThat(times.get(1) - times.get(0)).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(50));
        assertThat(times.get(2) - times.get(1)).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(100));
        Await.until(() -> attribute("FailingBean", "DeadLettered").equals(before + 1));
    }

    @Test
    void aSlowBeanHoldsUpItsOwnMessagesAndNobodyElse() throws Exception {
        int messages = 200;
        for (int i = 0; i < messages; i++) {
            publish("slow/" + i, "x");
        }
        Await.until(() -> SlowBean.RUNNING.get() == 2);
        assertThat(attribute("SlowBean", "InFlight")).isEqualTo(10L);

        try (Observer observer = new Observer("fast")) {
            for (int i = 0; i < 100; i++) {
                publish("fast", Integer.toString(i));
                observer.expect(Integer.toString(i));
            }
        }
        assertThat(SlowBean.DONE.get()).isZero();
        assertThat(SlowBean.RUNNING.get()).isEqualTo(2);

        SlowBean.PERMITS.release(messages);
        Await.until(() -> SlowBean.DONE.get() == messages
                && attribute("SlowBean", "InFlight").equals(0L));
    }

    // ---- outbound

    @Test
    void whatIsPublishedInATransactionLeavesWithItsCommit() throws Exception {
        for (boolean untold : new boolean[] {false, true}) {
            String id = "commit-" + UUID.randomUUID();
            try (Observer saved = new Observer("saved")) {
                readings.save(id, untold, false);

                saved.expect(id);
                assertThat(readings.has(id)).isTrue();
            }
        }
    }

    @Test
    void whatIsPublishedInATransactionNeverLeavesAfterARollback() throws Exception {
        for (boolean untold : new boolean[] {false, true}) {
            String id = "rollback-" + UUID.randomUUID();
            try (Observer saved = new Observer("saved")) {
                assertThatThrownBy(() -> readings.save(id, untold, true)).isInstanceOf(EJBException.class);

                saved.expectNothingBut("saved", "barrier");
                assertThat(readings.has(id)).isFalse();
            }
        }
    }

    @Test
    @Timeout(20) // a transaction manager that tries again waits for a minute
    void aTransactionWhoseMessagesTheBrokerRefusesIsRolledBackAtOnce() {
        assertThatThrownBy(() -> readings.publishTo("$SYS/x", "$SYS/y")).isInstanceOf(EJBException.class);
    }

    @Test
    @Timeout(20)
    void whoCommitsIsToldWhenTheBrokerHasTakenSomeMessagesOnly() throws Exception {
        String id = "some-" + UUID.randomUUID();
        try (Observer saved = new Observer("saved")) {
            assertThatThrownBy(() -> readings.publishTo("saved", "$SYS/x", "saved"))
                    .isInstanceOf(EJBException.class);

            saved.expect("saved");
            saved.expect("saved");
            assertThatThrownBy(() -> readings.saveAndPublishTo(id, "$SYS/x", "saved"))
                    .isInstanceOf(EJBException.class);
            saved.expect("saved");
            assertThat(readings.has(id)).isTrue();
        }
    }

    @Test
    void aRowAndAMessageOfOneTransactionAreThereOnceAlthoughTheBeanRolledBackFirst() throws Exception {
        String id = "bean-" + UUID.randomUUID();
        try (Observer saved = new Observer("saved")) {
            publish("save", id);

            saved.expect(id);
            saved.expectNothingBut("saved", "barrier");
            assertThat(readings.count(id)).isEqualTo(1);
        }
    }

    @Test
    void withoutATransactionAMessageLeavesAtOnce() throws Exception {
        try (Observer saved = new Observer("saved")) {
            readings.publishAtOnce("now");

            saved.expect("now");
        }
    }

    @Test
    void aRequestIsAnswered() throws Exception {
        try (MqttConnection connection = factory.getConnection()) {
            assertThat(connection
                            .request(
                                    "question",
                                    "how are you".getBytes(UTF_8),
                                    org.holdfast.mqtt.MqttProperties.NONE,
                                    Duration.ofSeconds(10))
                            .text())
                    .isEqualTo("HOW ARE YOU");
        }
    }

    @Test
    void aRequestThatNobodyAnswersSaysSo() throws Exception {
        byte[] payload = "?".getBytes(UTF_8);
        try (MqttConnection connection = factory.getConnection()) {
            assertThatThrownBy(() -> connection.request(
                            "silent", payload, org.holdfast.mqtt.MqttProperties.NONE, Duration.ofMillis(200)))
                    .isInstanceOf(MqttException.class)
                    .hasMessageContaining("no response within 200 ms");
            assertThatThrownBy(() -> connection.request(
                            "nobody/there", payload, org.holdfast.mqtt.MqttProperties.NONE, Duration.ofSeconds(10)))
                    .isInstanceOf(MqttException.class)
                    .hasMessageContaining("there is no subscriber to nobody/there");
        }
    }

    @Test
    void whatTheBrokerRefusesIsAnException() throws Exception {
        try (MqttConnection connection = factory.getConnection()) {
            assertThatThrownBy(() -> connection.publish("$SYS/x", new byte[0], QoS.AT_LEAST_ONCE, false))
                    .isInstanceOfSatisfying(
                            MqttException.class, e -> assertThat(e.reasonCode()).isEqualTo(0x87));
            assertThatThrownBy(() -> connection.publish("a/+", new byte[0], QoS.AT_LEAST_ONCE, false))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("a Topic Name must not contain wildcards");
        }
    }

    // ---- another broker

    private static int secondBroker() throws Exception {
        try (InputStream port = AdapterIT.class.getResourceAsStream("/second-broker.port")) {
            return Integer.parseInt(new String(port.readAllBytes(), UTF_8));
        }
    }

    @Test
    void aBeanAndAConnectionWorkWithABrokerElsewhere() throws Exception {
        RemoteBean.CALLS.clear();
        try (MqttConnection connection = remote.getConnection()) {
            org.holdfast.mqtt.MqttProperties unit = org.holdfast.mqtt.MqttProperties.builder()
                    .userProperty("unit", "kWh")
                    .build();
            connection.publish("remote/1", "twice".getBytes(UTF_8), QoS.AT_LEAST_ONCE, false, unit);
            connection.publish("remote/1", "once".getBytes(UTF_8), QoS.EXACTLY_ONCE, false, unit);
        }

        Await.until(() -> RemoteBean.CALLS.size() == 3);
        assertThat(RemoteBean.CALLS).containsExactly("twice 1 kWh", "twice 2 kWh", "once 1 kWh");
    }

    @Test
    void aBeanSpeaksMqtt311() throws Exception {
        Await.until(() -> "ACTIVE".equals(attribute("Remote3Bean", "State")));
        Remote3Bean.CALLS.clear();

        publish(remote, "remote3", "old", QoS.AT_LEAST_ONCE);

        Await.until(() -> Remote3Bean.CALLS.equals(List.of("old")));
    }

    @Test
    void aConnectionIsThereForOtherClientsOfThatBroker() throws Exception {
        try (Observer observer = new Observer(secondBroker(), "elsewhere")) {
            publish(remote, "elsewhere", "hello", QoS.AT_LEAST_ONCE);

            observer.expect("hello");
        }
    }
}
