package org.holdfast.engine.loop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A loop whose time stands still until the test lets it go on. */
public final class HandLoop implements EventLoop {
    public final List<Runnable> scheduled = new ArrayList<>();

    /** Whether the test does not run on this loop from now on. */
    public boolean isElsewhere;

    public void runScheduled() {
        List<Runnable> due = List.copyOf(scheduled);
        scheduled.clear();
        due.forEach(Runnable::run);
    }

    @Override
    public boolean inEventLoop() {
        return !isElsewhere;
    }

    @Override
    public void execute(Runnable task) {
        task.run();
    }

    @Override
    public long nanoTime() {
        return 0;
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        scheduled.add(task);
        return () -> scheduled.remove(task);
    }
}
