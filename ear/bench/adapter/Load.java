package bench;

import jakarta.annotation.Resource;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.paho.mqttv5.client.IMqttMessageListener;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.holdfast.mqtt.MqttConnection;
import org.holdfast.mqtt.MqttConnectionFactory;
import org.holdfast.mqtt.QoS;

/**
 * Publishes to a bean and answers with the rate: {@code ?bean=plain&n=100000&qos=1}. Or closes the gates of what receives from the
 * other broker, {@code ?gates=close}, and opens one and answers with its rate: {@code ?gates=bean&n=100000}, {@code ?gates=paho&n=100000}.
 */
@WebServlet("/load")
public class Load extends HttpServlet {
    private static final int TOPICS = 100;
    private static final int MOST_ON_THEIR_WAY = 5_000;
    private static final byte[] PAYLOAD = new byte[128];
    private static final Map<String, LongAdder> COUNTS =
            Map.of("plain", Beans.Plain.COUNT, "transacted", Beans.Transacted.COUNT, "publishing", Beans.Publishing.COUNT);

    private static final LongAdder PAHO_COUNT = new LongAdder();
    private static volatile CountDownLatch pahoGate = new CountDownLatch(0);
    private MqttClient paho;

    @Resource(lookup = "java:global/holdfast/mqtt")
    private MqttConnectionFactory factory;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            int messages = request.getParameter("n") == null ? 0 : Integer.parseInt(request.getParameter("n"));
            String gates = request.getParameter("gates");
            response.getWriter().println(gates == null
                    ? publish(request.getParameter("bean"), messages, Integer.parseInt(request.getParameter("qos")))
                    : gate(gates, messages));
        } catch (Exception e) {
            response.sendError(500, e.toString());
        }
    }

    private long publish(String bean, int messages, int qos) throws Exception {
        LongAdder count = COUNTS.get(bean);
        count.reset();
        long begin = System.nanoTime();
        try (MqttConnection connection = factory.getConnection()) {
            for (int i = 0; i < messages; i++) {
                while (i % 100 == 0 && i - count.sum() > MOST_ON_THEIR_WAY) {
                    Thread.onSpinWait();
                }
                connection.publish(bean + "/" + i % TOPICS, PAYLOAD, QoS.of(qos), false);
            }
        }
        return rate(count, messages, begin);
    }

    private static long rate(LongAdder count, int messages, long begin) throws Exception {
        while (count.sum() < messages) {
            if (System.nanoTime() - begin > 60e9) {
                throw new IllegalStateException(count.sum() + " of " + messages + " after a minute");
            }
            Thread.sleep(1);
        }
        return (long) (messages / ((System.nanoTime() - begin) / 1e9));
    }

    private synchronized long gate(String which, int messages) throws Exception {
        switch (which) {
            case "close" -> {
                connectPaho();
                Beans.Remote.COUNT.reset();
                Beans.Remote.gate = new CountDownLatch(1);
                PAHO_COUNT.reset();
                pahoGate = new CountDownLatch(1);
                return 0;
            }
            case "bean" -> {
                long begin = System.nanoTime();
                Beans.Remote.gate.countDown();
                return rate(Beans.Remote.COUNT, messages, begin);
            }
            default -> {
                long begin = System.nanoTime();
                pahoGate.countDown();
                return rate(PAHO_COUNT, messages, begin);
            }
        }
    }

    private void connectPaho() throws Exception {
        if (paho == null) {
            paho = new MqttClient(System.getenv("BENCH_SERVER_URI").replace("mqtt:", "tcp:"), "paho", new MemoryPersistence());
            paho.connect();
            paho.subscribe(
                    new MqttSubscription[] {new MqttSubscription("remote/#", 1)},
                    new IMqttMessageListener[] {(topic, message) -> {
                        pahoGate.await();
                        PAHO_COUNT.increment();
                    }});
        }
    }
}
