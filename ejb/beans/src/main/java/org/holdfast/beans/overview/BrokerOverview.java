package org.holdfast.beans.overview;

import jakarta.ejb.Local;

/** The broker as the console shows it. */
@Local
public interface BrokerOverview {
    /** The figures of this moment. */
    Overview now();
}
