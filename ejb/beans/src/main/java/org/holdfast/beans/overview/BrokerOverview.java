package org.holdfast.beans.overview;

import jakarta.ejb.Local;
import java.util.List;

/** The broker as the console shows it. */
@Local
public interface BrokerOverview {
    /** The figures of this moment. */
    Overview now();

    /** The last quarter of an hour, one sample each five seconds, the oldest first. */
    List<Sample> history();
}
