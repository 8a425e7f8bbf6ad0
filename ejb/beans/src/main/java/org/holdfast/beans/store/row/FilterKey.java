package org.holdfast.beans.store.row;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.holdfast.engine.access.Sha256;
import org.holdfast.engine.topic.TopicFilter;
import org.jspecify.annotations.Nullable;

/** The key of rows of a session and a Topic Filter. For JPA. */
public final class FilterKey implements Serializable {
    private static final long serialVersionUID = 1L;

    private long session;
    private byte[] filterHash = {};

    /** Returns the hash that stands for a filter in the key. */
    static byte[] hash(TopicFilter filter) {
        return Sha256.hash(filter.value().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FilterKey key && key.session == session && Arrays.equals(key.filterHash, filterHash);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(session) + Arrays.hashCode(filterHash);
    }
}
