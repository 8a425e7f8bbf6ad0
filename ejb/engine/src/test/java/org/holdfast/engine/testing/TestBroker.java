package org.holdfast.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.holdfast.engine.Broker;
import org.holdfast.engine.BrokerConfig;
import org.holdfast.engine.BrokerHost;
import org.holdfast.engine.BrokerStatus;
import org.holdfast.engine.Lease;
import org.holdfast.engine.access.Access;
import org.holdfast.engine.access.AuthenticationMethod;
import org.holdfast.engine.access.Authenticator;
import org.holdfast.engine.access.Authorizer;
import org.holdfast.engine.access.LoginGuard;
import org.holdfast.engine.commit.CommitConfig;
import org.holdfast.engine.handler.ConnectConfig;
import org.holdfast.engine.message.PacketLimits;
import org.holdfast.engine.packet.Capabilities;
import org.holdfast.engine.packet.Redirection;
import org.holdfast.engine.retained.RetainedConfig;
import org.holdfast.engine.retained.RetainedConfig.Acknowledge;
import org.holdfast.engine.retained.RetainedLifetime;
import org.holdfast.engine.retained.RetainedLimits;
import org.holdfast.engine.session.SessionConfig;
import org.holdfast.engine.wire.ListenerConfig;
import org.holdfast.engine.wire.websocket.WebSocketConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A broker on free loopback ports, with what its host brings: the thread that flushes and the timer that asks for it.
 *
 * <p>As an extension in an instance field it is one broker for each test; in a static field one for the class. Clients that
 * it has made are cut when their test ends. Belongs to the test's thread.
 */
public final class TestBroker
        implements AutoCloseable, BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    /** What the broker says its version is. */
    public static final String VERSION = "1.2.3";

    private static final Duration TIMER = Duration.ofMillis(20);

    private final List<RawConnection> clients = new ArrayList<>();
    private final TestClock clock = new TestClock();
    private RecordingStore store = new RecordingStore();
    private Authenticator authenticator = Authenticator.ANYONE;
    private List<AuthenticationMethod> authenticationMethods = List.of();
    private Authorizer authorizer = Authorizer.EVERYTHING;
    private PacketLimits packetLimits = new PacketLimits(16 << 20, 128 << 10, 10_000, 128);
    private int maximumSubscriptions = SessionConfig.DEFAULT.maximumSubscriptions();
    private int maximumSessions = SessionConfig.DEFAULT.maximumSessions();
    private long maximumMemory = SessionConfig.DEFAULT.maximumMemory();
    private boolean sharedByUsers;
    private LoginGuard loginGuard = LoginGuard.NONE;
    private int maximumConnections = 1_000;
    private Set<String> allowedOrigins = Set.of();
    private Duration connectTimeout = Duration.ofSeconds(10);
    private Acknowledge acknowledge = Acknowledge.COMMITTED;
    private Duration acknowledgeTimeout = Duration.ofSeconds(30);
    private boolean durableSessions = true;
    private Duration maximumQueuedAge = Duration.ZERO;
    private int flushThreshold = 100;
    private int maximumWaitingTopics = 100_000;
    private long maximumWaitingBytes = 64L << 20;
    private RetainedLimits retainedLimits = RetainedLimits.DEFAULT;
    private RetainedLifetime retainedLifetime = RetainedLifetime.DEFAULT;
    private Duration retryInterval = Duration.ofSeconds(5);
    private Duration resendInterval = SessionConfig.DEFAULT.resendInterval();
    private Duration maximumSessionExpiry = Duration.ofDays(7);
    private int maximumQueuedMessages = 50_000;
    private long maximumQueuedBytes = 64L << 20;
    private int receiveMaximum = 1_000;
    private int maximumInflight = 1_000;
    private int topicAliasMaximum = 64;
    private Capabilities capabilities = Capabilities.ALL;
    private int maximumKeepAlive;
    private @Nullable String responseTopicPrefix = "response";
    private @Nullable Redirection redirection;
    private Duration sysInterval = Duration.ofSeconds(10);
    private Lease lease = Lease.ENDLESS;
    private boolean timer = true;
    private boolean forWholeClass;
    private @Nullable Running running;
    private @Nullable ExternalBroker external;

    /** What runs between {@link #start} and {@link #close}. */
    private record Running(Broker broker, Thread flushLoop, ScheduledExecutorService timer) {}

    private TestBroker() {}

    /** A broker with defaults, not started yet. */
    public static TestBroker create() {
        return new TestBroker();
    }

    public TestBroker store(RecordingStore store) {
        this.store = store;
        return this;
    }

    public TestBroker authenticator(Authenticator authenticator) {
        this.authenticator = authenticator;
        return this;
    }

    public TestBroker authenticationMethods(AuthenticationMethod... methods) {
        this.authenticationMethods = List.of(methods);
        return this;
    }

    public TestBroker loginGuard(LoginGuard guard) {
        this.loginGuard = guard;
        return this;
    }

    public TestBroker authorizer(Authorizer authorizer) {
        this.authorizer = authorizer;
        return this;
    }

    public TestBroker maximumPacketSize(int bytes) {
        return packetLimits(new PacketLimits(bytes, bytes, 10_000, 128));
    }

    public TestBroker packetLimits(PacketLimits limits) {
        this.packetLimits = limits;
        return this;
    }

    public TestBroker maximumSubscriptions(int subscriptions) {
        this.maximumSubscriptions = subscriptions;
        return this;
    }

    public TestBroker maximumSessions(int sessions) {
        this.maximumSessions = sessions;
        return this;
    }

    public TestBroker maximumMemory(long bytes) {
        this.maximumMemory = bytes;
        return this;
    }

    public TestBroker sharedByUsers() {
        this.sharedByUsers = true;
        return this;
    }

    public TestBroker maximumConnections(int connections) {
        this.maximumConnections = connections;
        return this;
    }

    public TestBroker allowedOrigins(String... origins) {
        this.allowedOrigins = Set.of(origins);
        return this;
    }

    public TestBroker connectTimeout(Duration timeout) {
        this.connectTimeout = timeout;
        return this;
    }

    public TestBroker acknowledge(Acknowledge acknowledge) {
        this.acknowledge = acknowledge;
        return this;
    }

    public TestBroker acknowledgeTimeout(Duration timeout) {
        this.acknowledgeTimeout = timeout;
        return this;
    }

    /** Sessions end with the broker. */
    public TestBroker withoutDurableSessions() {
        this.durableSessions = false;
        return this;
    }

    public TestBroker maximumQueuedAge(Duration age) {
        this.maximumQueuedAge = age;
        return this;
    }

    public TestBroker flushThreshold(int topics) {
        this.flushThreshold = topics;
        return this;
    }

    public TestBroker maximumWaitingTopics(int topics) {
        this.maximumWaitingTopics = topics;
        return this;
    }

    public TestBroker maximumWaitingBytes(long bytes) {
        this.maximumWaitingBytes = bytes;
        return this;
    }

    public TestBroker retainedLimits(RetainedLimits limits) {
        this.retainedLimits = limits;
        return this;
    }

    public TestBroker retainedLifetime(RetainedLifetime lifetime) {
        this.retainedLifetime = lifetime;
        return this;
    }

    /** Between two tries of a flush that fails. */
    public TestBroker retryInterval(Duration interval) {
        this.retryInterval = interval;
        return this;
    }

    /** Of unacknowledged messages to connected MQTT 3.x clients. */
    public TestBroker resendInterval(Duration interval) {
        this.resendInterval = interval;
        return this;
    }

    public TestBroker maximumSessionExpiry(Duration expiry) {
        this.maximumSessionExpiry = expiry;
        return this;
    }

    public TestBroker maximumQueuedMessages(int messages) {
        this.maximumQueuedMessages = messages;
        return this;
    }

    public TestBroker maximumQueuedBytes(long bytes) {
        this.maximumQueuedBytes = bytes;
        return this;
    }

    public TestBroker receiveMaximum(int publishes) {
        this.receiveMaximum = publishes;
        return this;
    }

    public TestBroker maximumInflight(int messages) {
        this.maximumInflight = messages;
        return this;
    }

    public TestBroker topicAliasMaximum(int aliases) {
        this.topicAliasMaximum = aliases;
        return this;
    }

    public TestBroker capabilities(Capabilities capabilities) {
        this.capabilities = capabilities;
        return this;
    }

    public TestBroker maximumKeepAlive(int seconds) {
        this.maximumKeepAlive = seconds;
        return this;
    }

    public TestBroker responseTopicPrefix(@Nullable String prefix) {
        this.responseTopicPrefix = prefix;
        return this;
    }

    public TestBroker redirection(Redirection redirection) {
        this.redirection = redirection;
        return this;
    }

    public TestBroker sysInterval(Duration interval) {
        this.sysInterval = interval;
        return this;
    }

    public TestBroker lease(Lease lease) {
        this.lease = lease;
        return this;
    }

    /** No timer asks for a flush: only the broker's own reasons start one. */
    public TestBroker withoutTimer() {
        this.timer = false;
        return this;
    }

    /** Loads the store, opens the listener, starts the flush loop and the timer. */
    public TestBroker start() {
        external = ExternalBroker.named();
        if (external != null) {
            return this;
        }
        Access access = new Access(authenticator, authenticationMethods, loginGuard, authorizer);
        Broker broker = Broker.of(config(), new BrokerHost(store, access, clock, clock, VERSION, lease));
        broker.load(progress -> {});
        Thread flushLoop = new Thread(broker::runFlushLoop, "flush");
        flushLoop.setDaemon(true);
        flushLoop.start();
        broker.open();
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
        if (timer) {
            scheduler.scheduleAtFixedRate(
                    broker::requestFlush, TIMER.toMillis(), TIMER.toMillis(), TimeUnit.MILLISECONDS);
        }
        running = new Running(broker, flushLoop, scheduler);
        return this;
    }

    private BrokerConfig config() {
        return new BrokerConfig(
                new ListenerConfig(
                        "127.0.0.1", 0, packetLimits, maximumConnections, connectTimeout, 2, maximumMemory / 2),
                new WebSocketConfig("127.0.0.1", 0, "/mqtt", allowedOrigins),
                new ConnectConfig(capabilities, maximumKeepAlive, responseTopicPrefix, redirection),
                new CommitConfig(flushThreshold, retryInterval, maximumWaitingTopics, maximumWaitingBytes),
                new RetainedConfig(acknowledge, acknowledgeTimeout, 0, retainedLimits, retainedLifetime),
                new SessionConfig(
                        maximumSessionExpiry,
                        maximumQueuedMessages,
                        maximumQueuedBytes,
                        receiveMaximum,
                        maximumInflight,
                        topicAliasMaximum,
                        resendInterval,
                        durableSessions,
                        maximumQueuedAge,
                        maximumSubscriptions,
                        maximumSessions,
                        maximumMemory,
                        sharedByUsers),
                sysInterval);
    }

    private Running running() {
        if (running == null) {
            throw new IllegalStateException("the broker has not been started");
        }
        return running;
    }

    public Broker broker() {
        return running().broker();
    }

    /** Waits until the broker says this of itself. */
    public void await(Predicate<BrokerStatus> said) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(RawClient.PATIENCE_MILLIS);
        while (!said.test(broker().status())) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    public InetSocketAddress address() {
        return external != null ? external.address() : broker().address();
    }

    /** Where WebSockets are opened, at the path {@code /mqtt}. */
    public InetSocketAddress webSocketAddress() {
        URI uri = Objects.requireNonNull(broker().webSocketUri());
        return new InetSocketAddress(uri.getHost(), uri.getPort());
    }

    public RecordingStore store() {
        return store;
    }

    public TestClock clock() {
        return clock;
    }

    /** A connection on which nothing has been sent yet. */
    public RawClient open(Protocol protocol) {
        return keep(RawClient.open(address(), protocol));
    }

    /** As {@link #open}, with a small TCP window. */
    public RawClient openWithSmallWindow(Protocol protocol) {
        return keep(RawClient.open(address(), protocol, 4_096));
    }

    /** A connection for a WebSocket on which nothing has been sent yet. */
    public RawWebSocket openWebSocket() {
        return keep(RawWebSocket.open(webSocketAddress(), 0));
    }

    /** As {@link #openWebSocket}, with a small TCP window. */
    public RawWebSocket openWebSocketWithSmallWindow() {
        return keep(RawWebSocket.open(webSocketAddress(), 4_096));
    }

    private <C extends RawConnection> C keep(C client) {
        clients.add(client);
        return client;
    }

    /** A connected client with a new session that ends with the connection. */
    public RawClient connect(Protocol protocol, String clientId) {
        RawClient client = open(protocol);
        client.send("10 .. @ 02 0000 [] s'%s'".formatted(clientId)); // CONNECT, Clean Start
        client.expectAccepted(false);
        return client;
    }

    /** A connected client whose session outlives the connection by an hour, resumed when there is one. */
    public RawClient resume(Protocol protocol, String clientId, boolean sessionPresent) {
        RawClient client = open(protocol);
        client.send("10 .. @ 00 0000 [11 00000e10] s'%s'".formatted(clientId)); // CONNECT, Session Expiry Interval 3600
        client.expectAccepted(sessionPresent);
        return client;
    }

    /** Lets so much time pass for the broker, after it has noticed which clients are gone. */
    public void letPass(Duration time) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(RawClient.PATIENCE_MILLIS);
        long open = clients.stream().filter(RawConnection::isOpen).count();
        do {
            clock.passTurn();
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the broker does not notice that its clients are gone");
            }
        } while (broker().status().connections() > open);
        clock.passTurn();
        clock.advance(time);
    }

    /** Stops the broker as a host does. The store goes on to exist; commits that are blocked go on. */
    @Override
    public void close() {
        store.release();
        clients.forEach(RawConnection::close);
        clients.clear();
        if (running == null) {
            return;
        }
        Running ending = running;
        running = null;
        ending.timer().shutdownNow();
        ending.broker().stop();
        try {
            ending.flushLoop().join(RawClient.PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (ending.flushLoop().isAlive()) {
            throw new AssertionError("the flush loop does not return after stop()");
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        forWholeClass = true;
        start();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (!forWholeClass) {
            start();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        clients.forEach(RawConnection::close);
        if (external != null) {
            external.forget(clients);
        }
        clients.clear();
        if (!forWholeClass) {
            close();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }
}
