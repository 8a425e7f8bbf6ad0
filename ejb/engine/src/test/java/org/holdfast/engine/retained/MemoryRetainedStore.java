package org.holdfast.engine.retained;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.holdfast.engine.retained.tree.RetainedMessage;
import org.holdfast.engine.topic.TopicName;

/** A store for tests: as long as the object lives, so do the messages. Any thread may look at it. */
public final class MemoryRetainedStore implements RetainedStore {
    private final Map<TopicName, RetainedMessage> messages = new ConcurrentHashMap<>();

    @Override
    public long count() {
        return messages.size();
    }

    @Override
    public void readAll(Consumer<RetainedMessage> consumer) {
        messages.values().forEach(consumer);
    }

    @Override
    public void write(List<RetainedChange> changes) {
        for (RetainedChange change : List.copyOf(changes)) {
            RetainedMessage retained = change.retained();
            if (retained == null) {
                messages.remove(change.topic());
            } else {
                messages.put(change.topic(), retained);
            }
        }
    }

    @Override
    public int purgeExpired(long now, int limit) {
        int purged = 0;
        Iterator<RetainedMessage> all = messages.values().iterator();
        while (purged < limit && all.hasNext()) {
            if (all.next().message().isExpired(now)) {
                all.remove();
                purged++;
            }
        }
        return purged;
    }
}
