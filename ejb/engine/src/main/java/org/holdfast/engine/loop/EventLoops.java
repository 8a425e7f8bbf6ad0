package org.holdfast.engine.loop;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs actions on several event loops. */
public final class EventLoops {
    private EventLoops() {}

    /**
     * Runs an action for each element on its own loop; returns when all are done, or after the limit. Not on a loop.
     *
     * @return the number of actions not done in time
     */
    public static <T> long runForEach(
            Collection<T> all, Function<T, EventLoop> loop, Consumer<T> action, Duration limit) {
        List<T> now = List.copyOf(all);
        CountDownLatch left = new CountDownLatch(now.size());
        for (T each : now) {
            loop.apply(each).execute(() -> {
                try {
                    action.accept(each);
                } finally {
                    left.countDown();
                }
            });
        }
        try {
            return left.await(limit.toNanos(), TimeUnit.NANOSECONDS) ? 0 : left.getCount();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return left.getCount();
        }
    }
}
