package org.holdfast.engine.wire;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.holdfast.engine.handler.Dispatcher;
import org.holdfast.engine.log.Recurring;
import org.holdfast.engine.loop.EventLoop;
import org.holdfast.engine.loop.EventLoops;
import org.holdfast.engine.loop.Timers;
import org.holdfast.engine.message.ReasonCode;
import org.holdfast.engine.session.sending.Outbound.Pause;
import org.holdfast.engine.wire.websocket.WebSocketConfig;
import org.holdfast.engine.wire.websocket.WebSocketUpgrade;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for connections and keeps a list of them. Opened and closed by one thread. */
public final class Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(64 << 10, 256 << 10);
    private static final long CLOSE_MILLIS = 2_000;

    private final ListenerConfig config;
    private final @Nullable WebSocketConfig webSocketConfig;
    private final Dispatcher dispatcher;
    private final Timers timers;
    private final BooleanSupplier mayRead;
    private final Recurring rejected = new Recurring();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

    private final Transport transport = Transport.best();
    private final AtomicInteger turn = new AtomicInteger();
    private volatile List<NettyEventLoop> eventLoops = List.of();
    private @Nullable EventLoopGroup group;
    private volatile @Nullable Channel serverChannel;
    private volatile @Nullable Channel webSocketChannel;

    /**
     * A listener that is not open yet.
     *
     * @param webSocketConfig null for no WebSocket
     * @param mayRead is asked before packets of a client are handled; if false, they wait until {@link #leaseRenewed}
     */
    public Listener(
            ListenerConfig config,
            @Nullable WebSocketConfig webSocketConfig,
            Dispatcher dispatcher,
            Timers timers,
            BooleanSupplier mayRead) {
        this.config = config;
        this.webSocketConfig = webSocketConfig;
        this.dispatcher = dispatcher;
        this.timers = timers;
        this.mayRead = mayRead;
    }

    /** Creates the event loops. Called once, before {@link #open}. */
    public void prepare() {
        group = new MultiThreadIoEventLoopGroup(
                config.eventLoops(), new DefaultThreadFactory("holdfast-mqtt"), transport.ioHandler());
        List<NettyEventLoop> loops = new ArrayList<>();
        long partialBytes = config.maximumPartialBytes() / config.eventLoops();
        group.forEach(executor -> loops.add(new NettyEventLoop(executor, timers, partialBytes)));
        eventLoops = List.copyOf(loops);
    }

    /**
     * Starts to accept connections.
     *
     * @throws ListenerException when an address cannot be bound
     */
    public void open() {
        EventLoopGroup loops = group;
        if (loops == null) {
            throw new IllegalStateException("not prepared");
        }
        bind(bootstrap(loops, transport));
        LOG.debug("Listening on {} and {} with {}", address(), webSocketUri(), transport);
    }

    private static ServerBootstrap bootstrap(EventLoopGroup loops, Transport transport) {
        return new ServerBootstrap()
                .group(loops)
                .channel(transport.serverChannel())
                .option(ChannelOption.SO_BACKLOG, 4096)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK);
    }

    private void bind(ServerBootstrap bootstrap) {
        IdentityHashMap<EventExecutor, NettyEventLoop> loops = new IdentityHashMap<>();
        eventLoops.forEach(loop -> loops.put(loop.executor(), loop));
        serverChannel = bind(
                bootstrap.clone().childHandler(new Pipeline(loops, null)),
                new InetSocketAddress(config.host(), config.port()),
                "MQTT cannot listen on %s (%s). Is another broker running there? Choose another address with"
                        + " holdfast.mqtt.port or holdfast.mqtt.host");
        WebSocketConfig webSocket = webSocketConfig;
        if (webSocket != null) {
            webSocketChannel = bind(
                    bootstrap.clone().childHandler(new Pipeline(loops, webSocket)),
                    new InetSocketAddress(webSocket.host(), webSocket.port()),
                    "MQTT over WebSocket cannot listen on %s (%s). Is another server running there? Choose another address"
                            + " with holdfast.websocket.port or holdfast.websocket.host, or turn it off:"
                            + " holdfast.websocket.port=off");
        }
    }

    private static Channel bind(ServerBootstrap bootstrap, InetSocketAddress address, String failure) {
        try {
            return bootstrap.bind(address).syncUninterruptibly().channel();
        } catch (Exception e) { // also the checked BindException, which Netty throws without declaring it
            String where = address.getHostString() + ":" + address.getPort();
            throw new ListenerException(failure.formatted(where, e.getMessage()), e);
        }
    }

    /** The address for clients; only while open. */
    public InetSocketAddress address() {
        return address(serverChannel);
    }

    private static InetSocketAddress address(@Nullable Channel channel) {
        if (channel == null) {
            throw new IllegalStateException("the listener is not open");
        }
        return (InetSocketAddress) channel.localAddress();
    }

    /** The URI of the WebSocket for clients, or null when there is none; only while open. */
    public @Nullable URI webSocketUri() {
        WebSocketConfig webSocket = webSocketConfig;
        return webSocket == null ? null : webSocket.uri(address(webSocketChannel));
    }

    /** Whether connections are accepted. */
    public boolean isOpen() {
        return isOpen(serverChannel) && (webSocketConfig == null || isOpen(webSocketChannel));
    }

    private static boolean isOpen(@Nullable Channel channel) {
        return channel != null && channel.isOpen();
    }

    /** The number of open connections. */
    public int connections() {
        return connections.size();
    }

    /** The traffic of all connections since {@link #open}. */
    public TrafficStatus traffic() {
        TrafficStatus all = TrafficStatus.NONE;
        for (NettyEventLoop loop : eventLoops) {
            all = all.plus(loop.meter().status());
        }
        return all;
    }

    /** The largest delay with which an event loop runs its tasks. */
    public Duration lag() {
        return eventLoops.stream()
                .map(loop -> loop.lag().worst())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** Returns the next of the event loops in turn, for work without a connection. Only after {@link #prepare}. */
    public EventLoop nextEventLoop() {
        return eventLoops.get(Math.floorMod(turn.getAndIncrement(), eventLoops.size()));
    }

    /** Resumes reading from clients that were not read from because the lease was not held. */
    public void leaseRenewed() {
        for (Connection connection : connections) {
            connection.eventLoop().execute(() -> connection.resumeReading(Pause.LEASE_NOT_HELD));
        }
    }

    /** Stops accepting connections and reading; answers may still be sent. */
    public void quiesce() {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MILLIS);
        List<ChannelFuture> closes = Stream.of(serverChannel, webSocketChannel)
                .filter(Objects::nonNull)
                .map(Channel::close)
                .toList();
        forEachConnection(connection -> connection.pauseReading(Pause.STOPPING));
        for (ChannelFuture close : closes) {
            close.awaitUninterruptibly(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        }
    }

    /** Disconnects all clients, closes their connections and ends the event loops. */
    public void close() {
        forEachConnection(connection -> connection.disconnect(
                ReasonCode.SERVER_SHUTTING_DOWN, "the broker is shutting down")); // [MQTT-4.13.2-1]
        EventLoopGroup loops = group;
        if (loops != null) {
            loops.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly(2 * CLOSE_MILLIS);
        }
    }

    /** Runs on each connection's own loop; returns when all are done, or after {@link #CLOSE_MILLIS}. */
    private void forEachConnection(Consumer<Connection> action) {
        long left = EventLoops.runForEach(connections, Connection::eventLoop, action, Duration.ofMillis(CLOSE_MILLIS));
        if (left > 0) {
            LOG.warn("{} connections did not stop in time", left);
        }
    }

    private void logRejected(Channel channel) {
        long times = rejected.toLog();
        if (times > 0) {
            LOG.warn(
                    "Rejected {} connections, the last from {}: {} are open, as many as holdfast.mqtt.max-connections allows",
                    times,
                    channel.remoteAddress(),
                    connections.size());
        }
    }

    /** Sets up a new connection. */
    private final class Pipeline extends ChannelInitializer<Channel> {
        private final IdentityHashMap<EventExecutor, NettyEventLoop> loops;
        private final @Nullable WebSocketConfig webSocket;

        /** Of plain TCP when {@code webSocket} is null. */
        Pipeline(IdentityHashMap<EventExecutor, NettyEventLoop> loops, @Nullable WebSocketConfig webSocket) {
            this.loops = loops;
            this.webSocket = webSocket;
        }

        @Override
        protected void initChannel(Channel channel) {
            NettyEventLoop loop = loops.get(channel.eventLoop());
            if (loop == null || connections.size() >= config.maximumConnections()) {
                logRejected(channel);
                channel.close();
                return;
            }
            Connection connection = new Connection(channel, dispatcher, loop, config, mayRead);
            connections.add(connection);
            channel.closeFuture().addListener(closed -> connections.remove(connection));
            channel.pipeline().addLast(MqttEncoder.INSTANCE, connection);
            if (webSocket != null) {
                WebSocketUpgrade.addFirst(channel.pipeline(), webSocket, connection);
            }
            channel.pipeline().addFirst(loop.meter());
        }
    }
}
