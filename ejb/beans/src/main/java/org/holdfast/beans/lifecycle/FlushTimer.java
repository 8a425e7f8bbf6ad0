package org.holdfast.beans.lifecycle;

import jakarta.ejb.Local;
import java.time.Duration;

/** Requests flushes from the broker at an interval. */
@Local
public interface FlushTimer {
    /** Starts, with this time between two flushes. */
    void start(Duration interval);

    void stop();
}
