package org.holdfast.engine.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.holdfast.engine.message.ReasonCode;

/** Keeps what comes for the test's thread. */
final class RecordingReceiver implements LocalReceiver {
    private static final int LIMIT_SECONDS = 60;

    private final CompletableFuture<Boolean> connected = new CompletableFuture<>();
    private final CompletableFuture<ReasonCode> closed = new CompletableFuture<>();
    private final BlockingQueue<LocalDelivery> deliveries = new LinkedBlockingQueue<>();

    @Override
    public void connected(boolean sessionPresent) {
        connected.complete(sessionPresent);
    }

    @Override
    public void message(LocalDelivery delivery) {
        deliveries.add(delivery);
    }

    @Override
    public void closed(ReasonCode reason, String explanation) {
        closed.complete(reason);
    }

    boolean sessionPresent() {
        return connected.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
    }

    ReasonCode end() {
        return closed.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
    }

    boolean isClosed() {
        return closed.isDone();
    }

    LocalDelivery next() throws InterruptedException {
        LocalDelivery next = deliveries.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }

    LocalDelivery next(String payload) throws InterruptedException {
        LocalDelivery next = next();
        assertThat(new String(next.message().payload().bytes(), StandardCharsets.UTF_8))
                .isEqualTo(payload);
        return next;
    }

    int waiting() {
        return deliveries.size();
    }
}
