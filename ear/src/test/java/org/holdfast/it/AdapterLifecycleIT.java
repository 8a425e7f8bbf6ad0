package org.holdfast.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import fish.payara.micro.PayaraMicro;
import fish.payara.micro.PayaraMicroRuntime;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.paho.mqttv5.client.IMqttMessageListener;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.holdfast.it.durable.DurableBean;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.asset.ArchiveAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Applications, the broker and the adapter come and go, each while the others stay. Runs inside the server. */
@Tag("in-container")
@ExtendWith(ArquillianExtension.class)
class AdapterLifecycleIT {
    private static final String APPLICATION = "durable";
    private static final String BROKER = "holdfast";
    private static final String ADAPTER = "holdfast-mqtt";
    private static final String FACTORY = "holdfast-factory";
    private static final int REDEPLOYMENTS = 10;
    private static final int MESSAGES = 500;

    @Deployment
    static WebArchive driver() throws Exception {
        return Archives.ofTests("driver.war")
                .addAsResource(new ArchiveAsset(Archives.of(DurableBean.class), ZipExporter.class), "durable.war");
    }

    private static PayaraMicroRuntime server() throws Exception {
        PayaraMicroRuntime server = PayaraMicro.getInstance().getRuntime();
        Await.until(() -> server.getDeployedApplicationNames().containsAll(List.of(ADAPTER, FACTORY, BROKER)));
        return server;
    }

    private static void deploy() throws Exception {
        try (InputStream durable = AdapterLifecycleIT.class.getResourceAsStream("/durable.war")) {
            server().deploy(APPLICATION, Objects.requireNonNull(durable));
        }
        assertThat(server().getDeployedApplicationNames()).contains(APPLICATION);
    }

    /** Something that the launcher has put there. */
    private static void deployEmbedded(String file) throws Exception {
        PayaraMicro.getInstance()
                .getRuntime()
                .deploy(Path.of(System.getProperty("java.io.tmpdir"), file).toFile());
    }

    private static void undeploy(String name) throws Exception {
        PayaraMicro.getInstance().getRuntime().undeploy(name);
    }

    @AfterEach
    void undeployApplication() throws Exception {
        if (server().getDeployedApplicationNames().contains(APPLICATION)) {
            undeploy(APPLICATION);
        }
    }

    /** A client on the network that sees what the bean publishes. */
    private static final class Network implements AutoCloseable {
        private final MqttClient client;
        private final BlockingQueue<String> out = new LinkedBlockingQueue<>();

        Network() throws Exception {
            String url = "tcp://127.0.0.1:" + System.getProperty("holdfast.mqtt.port");
            client = new MqttClient(url, "", new MemoryPersistence());
            Await.until(this::isConnected);
            client.subscribe(
                    new MqttSubscription[] {new MqttSubscription("out", 1)},
                    new IMqttMessageListener[] {(topic, message) -> out.add(message.toString())});
        }

        private boolean isConnected() {
            try {
                client.connect();
                return true;
            } catch (MqttException e) {
                return false;
            }
        }

        void publish(String text) throws Exception {
            client.publish("in", text.getBytes(UTF_8), 1, false);
        }

        void expect(String text) throws InterruptedException {
            assertThat(next()).isEqualTo(text);
        }

        String next() throws InterruptedException {
            String next = out.poll(Await.LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertThat(next).isNotNull();
            return next;
        }

        @Override
        public void close() throws MqttException {
            client.disconnect();
            client.close();
        }
    }

    @Test
    void aDurableBeanGetsWhatCameWhileItsApplicationWasAway() throws Exception {
        deploy();
        try (Network network = new Network()) {
            network.publish("before");
            network.expect("before");

            undeploy(APPLICATION);
            network.publish("meanwhile 1");
            network.publish("meanwhile 2");
            deploy();

            network.expect("meanwhile 1");
            network.expect("meanwhile 2");
        }
    }

    @Test
    void beansGoOnWhenTheBrokerComesBack() throws Exception {
        deploy();
        try (Network network = new Network()) {
            network.publish("before");
            network.expect("before");
        }

        undeploy(BROKER);
        deployEmbedded("holdfast.ear");

        try (Network network = new Network()) {
            network.publish("after");
            network.expect("after");
        }
    }

    @Test
    void messagesWaitWhileTheAdapterIsAway() throws Exception {
        deploy();
        try (Network network = new Network()) {
            network.publish("before");
            network.expect("before");
            undeploy(APPLICATION);
            undeploy(FACTORY);
            undeploy(ADAPTER);

            network.publish("meanwhile");
            deployEmbedded("holdfast-mqtt.rar"); // with classes that the broker has not: they meet by a bridge
            deployEmbedded("holdfast-factory.jar");
            deploy();

            network.expect("meanwhile");
        }
    }

    @Test
    void messagesWaitWhenTheAdapterIsStoppedUnderAWorkingBean() throws Exception {
        deploy();
        try (Network network = new Network()) {
            for (int i = 0; i < MESSAGES / 2; i++) {
                network.publish(Integer.toString(i));
            }
            undeploy(ADAPTER);
            for (int i = MESSAGES / 2; i < MESSAGES; i++) {
                network.publish(Integer.toString(i));
            }
            undeploy(APPLICATION);
            undeploy(FACTORY);
            deployEmbedded("holdfast-mqtt.rar");
            deployEmbedded("holdfast-factory.jar");
            deploy();

            Set<String> missing =
                    IntStream.range(0, MESSAGES).mapToObj(Integer::toString).collect(Collectors.toSet());
            while (!missing.isEmpty()) { // one may have come twice
                missing.remove(network.next());
            }
        }
    }

    @Test
    void tenRedeploymentsLeaveNoClassLoaderBehind() throws Exception {
        Collection<WeakReference<ClassLoader>> loaders = new ConcurrentLinkedQueue<>();
        try (Network network = new Network()) {
            // the server's transaction service keeps the class loader of whoever begins its first distributed
            // transaction
            redeploy(network, "first");
            System.getProperties().put(DurableBean.LOADERS, loaders);
            for (int i = 0; i < REDEPLOYMENTS; i++) {
                redeploy(network, "redeployment " + i);
            }
        } finally {
            System.getProperties().remove(DurableBean.LOADERS);
        }
        assertThat(loaders).hasSize(REDEPLOYMENTS);

        Await.until(() -> {
            System.gc();
            return loaders.stream().allMatch(loader -> loader.refersTo(null));
        });
    }

    private static void redeploy(Network network, String message) throws Exception {
        deploy();
        network.publish(message);
        network.expect(message);
        undeploy(APPLICATION);
    }
}
