package org.holdfast.beans.lifecycle;

import jakarta.ejb.Local;
import java.time.Duration;

/** Asks the broker for a flush, again and again. */
@Local
public interface FlushTimer {
    /** Begins, with this time between two flushes. */
    void start(Duration interval);

    void stop();
}
