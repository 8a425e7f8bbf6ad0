package org.holdfast.beans.overview;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The samples of the last quarter of an hour. Written by the sampler, read by any thread. */
@ApplicationScoped
public class History {
    /** The time from one sample to the next. */
    static final Duration INTERVAL = Duration.ofSeconds(5);

    private static final int MOST = (int) Duration.ofMinutes(15).dividedBy(INTERVAL);

    private volatile List<Sample> samples = List.of();

    void add(Sample sample) {
        List<Sample> all = new ArrayList<>(samples);
        all.add(sample);
        samples = List.copyOf(all.subList(Math.max(0, all.size() - MOST), all.size()));
    }

    List<Sample> samples() {
        return samples;
    }

    @Nullable
    Sample last() {
        List<Sample> now = samples;
        return now.isEmpty() ? null : now.get(now.size() - 1);
    }
}
