package bench;

import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import org.holdfast.mqtt.MqttConnection;
import org.holdfast.mqtt.MqttConnectionFactory;
import org.holdfast.mqtt.MqttException;
import org.holdfast.mqtt.MqttListener;
import org.holdfast.mqtt.MqttMessage;
import org.holdfast.mqtt.QoS;

/** The beans that are measured: each counts what it gets. */
public final class Beans {
    private Beans() {}

    /** Without a transaction. */
    @MessageDriven(activationConfig = {
        @ActivationConfigProperty(propertyName = "topicFilter", propertyValue = "plain/#"),
        @ActivationConfigProperty(propertyName = "prefetch", propertyValue = "1000")
    })
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public static class Plain implements MqttListener {
        static final LongAdder COUNT = new LongAdder();

        @Override
        public void onMessage(MqttMessage message) {
            COUNT.increment();
        }
    }

    /** In a JTA transaction, in which there is no resource. */
    @MessageDriven(activationConfig = {
        @ActivationConfigProperty(propertyName = "topicFilter", propertyValue = "transacted/#"),
        @ActivationConfigProperty(propertyName = "prefetch", propertyValue = "1000")
    })
    public static class Transacted implements MqttListener {
        static final LongAdder COUNT = new LongAdder();

        @Override
        public void onMessage(MqttMessage message) {
            COUNT.increment();
        }
    }

    /** In a JTA transaction, in which each message is published again by an XA connection. */
    @MessageDriven(activationConfig = {
        @ActivationConfigProperty(propertyName = "topicFilter", propertyValue = "publishing/#"),
        @ActivationConfigProperty(propertyName = "prefetch", propertyValue = "1000")
    })
    public static class Publishing implements MqttListener {
        static final LongAdder COUNT = new LongAdder();

        @Resource(lookup = "java:global/holdfast/mqtt")
        private MqttConnectionFactory factory;

        @Override
        public void onMessage(MqttMessage message) throws MqttException {
            try (MqttConnection connection = factory.getConnection()) {
                connection.publish("published", message.bytes(), QoS.AT_LEAST_ONCE, false);
            }
            COUNT.increment();
        }
    }

    /** Without a transaction, over TCP; waits at a gate, behind which messages gather at the other broker. */
    @MessageDriven(activationConfig = {
        @ActivationConfigProperty(propertyName = "topicFilter", propertyValue = "remote/#"),
        @ActivationConfigProperty(propertyName = "serverUri", propertyValue = "${ENV=BENCH_SERVER_URI}")
    })
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public static class Remote implements MqttListener {
        static final LongAdder COUNT = new LongAdder();
        static volatile CountDownLatch gate = new CountDownLatch(0);

        @Override
        public void onMessage(MqttMessage message) throws InterruptedException {
            gate.await();
            COUNT.increment();
        }
    }
}
