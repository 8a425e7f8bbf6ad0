package org.holdfast.engine;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.holdfast.engine.loop.EventLoop;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.publishing.Publisher;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the status of the broker at intervals: each {@link SysTopic} whose value has changed. Owned by one event
 * loop from {@link #start} on, before by the broker's host.
 */
final class SysTopics {
    private static final Logger LOG = LoggerFactory.getLogger(SysTopics.class);

    private final Publisher publisher;
    private final Supplier<BrokerStatus> status;
    private final Duration interval;
    private final Map<SysTopic, Payload> published = new EnumMap<>(SysTopic.class);
    private @Nullable EventLoop loop;
    private EventLoop.Timer timer = EventLoop.Timer.NONE;

    /**
     * Creates the topics; none is published yet.
     *
     * @param interval the time from one publication to the next; zero: nothing is published
     */
    SysTopics(Publisher publisher, Supplier<BrokerStatus> status, Duration interval) {
        this.publisher = publisher;
        this.status = status;
        this.interval = interval;
    }

    /** Publishes all topics for the first time, before any client can subscribe. */
    void open() {
        if (!interval.isZero()) {
            publish();
        }
    }

    /** Starts to publish on this loop. */
    void start(EventLoop on) {
        if (!interval.isZero()) {
            loop = on;
            schedule(on);
        }
    }

    /** Stops publishing; a publication in progress is completed. */
    void stop() {
        EventLoop on = loop;
        if (on != null) {
            on.execute(() -> timer.cancel());
        }
    }

    private void schedule(EventLoop on) {
        timer = on.schedule(interval, () -> {
            schedule(on);
            publishOrLog();
        });
    }

    private void publishOrLog() {
        try {
            publish();
        } catch (RuntimeException e) { // the event loop would hide it
            LOG.error("Failed to publish the $SYS topics", e);
        }
    }

    private void publish() {
        BrokerStatus now = status.get();
        for (SysTopic sysTopic : SysTopic.values()) {
            Payload payload = sysTopic.payload(now);
            if (!payload.equals(published.put(sysTopic, payload))) {
                publisher.publishSys(sysTopic.topic(), payload);
            }
        }
    }
}
