package org.holdfast.engine;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import org.holdfast.engine.access.Access;
import org.holdfast.engine.commit.GroupCommit;
import org.holdfast.engine.handler.Dispatcher;
import org.holdfast.engine.handler.RetainedFeeds;
import org.holdfast.engine.local.LocalClients;
import org.holdfast.engine.local.LocalPublisher;
import org.holdfast.engine.loop.Timers;
import org.holdfast.engine.management.ClientManagement;
import org.holdfast.engine.management.Management;
import org.holdfast.engine.management.TopicManagement;
import org.holdfast.engine.publishing.Backpressure;
import org.holdfast.engine.publishing.PublishRules;
import org.holdfast.engine.publishing.Publisher;
import org.holdfast.engine.retained.LoadProgress;
import org.holdfast.engine.retained.RetainedMessages;
import org.holdfast.engine.routing.Router;
import org.holdfast.engine.routing.SubscriptionTree;
import org.holdfast.engine.session.SessionRegistry;
import org.holdfast.engine.session.store.SessionJournal;
import org.holdfast.engine.session.store.SessionStore;
import org.holdfast.engine.wire.Listener;
import org.jspecify.annotations.Nullable;

/**
 * An MQTT broker that its host loads, opens and stops.
 *
 * <pre>
 *   load ──> open ──> (clients) ──> stop
 *             └── runFlushLoop on a thread of the host, requestFlush by its timer
 * </pre>
 *
 * <p>{@link #load}, {@link #open} and {@link #stop} belong to one thread of the host, the rest to any.
 */
public final class Broker {
    private final GroupCommit commits;
    private final RetainedMessages retained;
    private final SessionStore sessionStore;
    private final SubscriptionTree subscriptions = new SubscriptionTree();
    private final SessionJournal journal;
    private final SessionRegistry sessions;
    private final Listener listener;
    private final LocalClients locals;
    private final SysTopics sysTopics;
    private final RetainedFeeds feeds;
    private final Management management;
    private final Timers timers;
    private final String version;
    private volatile @Nullable Long openedAt;
    private volatile boolean stopped;
    private volatile boolean isEverythingWritten;

    private Broker(BrokerConfig config, BrokerHost host) {
        commits = new GroupCommit(config.commits(), host.store(), host.clock());
        retained = new RetainedMessages(config.retained(), host.store().retained(), commits, host.clock());
        sessionStore = host.store().sessions();
        journal = new SessionJournal(config.session().durable(), sessionStore, commits);
        Publisher publisher = new Publisher(retained, new Router(subscriptions), journal, commits, host.clock());
        Backpressure backpressure = new Backpressure(retained, journal, commits);
        sessions = new SessionRegistry(subscriptions, config.session(), host.clock(), journal, publisher);
        Dispatcher.Shared shared = new Dispatcher.Shared(
                sessions, subscriptions, retained, commits, publisher, backpressure, host.clock());
        Access access = SysTopicsGuard.around(host.access());
        listener = new Listener(
                config.listener(),
                config.webSocket(),
                new Dispatcher(shared, rules(config, access)),
                host.timers(),
                host.lease()::isHeld);
        feeds = new RetainedFeeds(shared);
        locals = new LocalClients(
                new Dispatcher(shared, rules(config, access.ofTrusted())),
                localPublisher(shared, host, rules(config, access).ofPublishing()),
                listener::nextEventLoop);
        sysTopics = new SysTopics(publisher, this::status, config.sysInterval());
        management = new Management(
                new TopicManagement(retained, publisher, commits, host.clock(), host.lease()::isHeld),
                new ClientManagement(sessions, subscriptions));
        timers = host.timers();
        version = host.version();
    }

    private static LocalPublisher localPublisher(Dispatcher.Shared shared, BrokerHost host, PublishRules rules) {
        return new LocalPublisher(
                new LocalPublisher.Shared(
                        shared.publisher(),
                        shared.backpressure(),
                        shared.commits(),
                        host.clock(),
                        host.lease()::isHeld),
                rules);
    }

    private static Dispatcher.Rules rules(BrokerConfig config, Access access) {
        return new Dispatcher.Rules(
                config.connect(),
                config.session(),
                config.listener().packets(),
                config.retained().acknowledgeTimeout(),
                access);
    }

    /** Creates a broker that has neither read its store nor opened its listener. */
    public static Broker of(BrokerConfig config, BrokerHost host) {
        return new Broker(config, host);
    }

    /**
     * Reads all retained messages and all sessions from the store.
     *
     * @param progress is called about once a second, and at the end
     */
    public void load(Consumer<LoadProgress> progress) {
        retained.load(progress);
        listener.prepare();
        sessions.load(sessionStore, listener::nextEventLoop, feeds);
    }

    /**
     * Starts to accept clients.
     *
     * @throws org.holdfast.engine.wire.ListenerException when an address cannot be bound; the message says what to do
     */
    public void open() {
        sysTopics.open();
        sessions.open();
        listener.open();
        locals.open();
        openedAt = timers.nanoTime();
        sysTopics.start(listener.nextEventLoop());
    }

    /** The address for clients; only after {@link #open}. */
    public InetSocketAddress address() {
        return listener.address();
    }

    /** The URI of the WebSocket for clients, or null when there is none; only after {@link #open}. */
    public @Nullable URI webSocketUri() {
        return listener.webSocketUri();
    }

    /** Writes changes to the store until {@link #stop}: for one thread of the host, on which the store may block. */
    public void runFlushLoop() {
        commits.run();
    }

    /** Requests a flush: for the host's timer. */
    public void requestFlush() {
        commits.request();
    }

    /** Resumes reading from clients that were not read from while the lease was not held. */
    public void leaseRenewed() {
        listener.leaseRenewed();
    }

    /**
     * Stops accepting clients, writes and acknowledges what waits, disconnects the clients and ends all threads of the
     * broker. The last changes are written on the calling thread. Does nothing when it is called again.
     *
     * @return whether everything is in the store; the same when it is called again
     */
    public boolean stop() {
        if (stopped) {
            return isEverythingWritten;
        }
        stopped = true;
        sysTopics.stop();
        listener.quiesce();
        commits.flush();
        locals.close();
        listener.close();
        commits.stop();
        isEverythingWritten = commits.flush();
        return isEverythingWritten;
    }

    /** The management of the broker; only after {@link #open}. */
    public Management management() {
        return management;
    }

    /** The local clients, in this JVM; only while open. */
    public LocalClients locals() {
        return locals;
    }

    /**
     * Replaces the configuration of retained messages and commits; nothing else of the configuration can change while
     * the broker runs.
     */
    public void reconfigure(BrokerConfig config) {
        retained.reconfigure(config.retained());
        commits.reconfigure(config.commits());
    }

    /** Returns the status of the broker. */
    public BrokerStatus status() {
        return new BrokerStatus(
                version,
                uptime(),
                listener.isOpen(),
                listener.connections(),
                listener.traffic(),
                listener.lag(),
                sessions.status(),
                subscriptions.size(),
                retained.status(),
                commits.status());
    }

    private Duration uptime() {
        Long since = openedAt;
        return since == null ? Duration.ZERO : Duration.ofNanos(timers.nanoTime() - since);
    }
}
