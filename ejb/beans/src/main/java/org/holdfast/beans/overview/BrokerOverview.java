package org.holdfast.beans.overview;

import jakarta.ejb.Local;
import java.util.List;

/** The state and the figures of the broker, for the console. */
@Local
public interface BrokerOverview {
    /** Returns the current figures. */
    Overview now();

    /** Returns the last 15 minutes, one sample every five seconds, the oldest first. */
    List<Sample> history();
}
