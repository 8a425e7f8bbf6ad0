package org.holdfast.beans.users;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All users and keys in memory, so that the authentication of a request needs no database access. Changed together with the
 * database, one change at a time; read by any thread.
 */
@ApplicationScoped
public class UserDirectory {
    /** All of them at one moment; its content is never changed. */
    record Snapshot(List<ConsoleUser> users, List<ApiKey> keys) {}

    /** A snapshot, with indexes for look-ups. */
    private record Index(Snapshot all, Map<String, ConsoleUser> users, Map<String, ApiKey> keys) {
        static Index of(Snapshot snapshot) {
            return new Index(
                    snapshot,
                    snapshot.users().stream()
                            .collect(Collectors.toUnmodifiableMap(ConsoleUser::name, Function.identity())),
                    snapshot.keys().stream().collect(Collectors.toUnmodifiableMap(ApiKey::hash, Function.identity())));
        }
    }

    private volatile @Nullable Index index;

    /** Returns all users and keys; the first caller reads them from the database. */
    Snapshot current(Supplier<Snapshot> database) {
        return index(database).all();
    }

    /** Changes the database, and keeps its new content. */
    synchronized void change(Supplier<Snapshot> change) {
        index = Index.of(change.get());
    }

    @Nullable
    ConsoleUser user(String name, Supplier<Snapshot> database) {
        return index(database).users().get(name);
    }

    @Nullable
    ApiKey key(String hash, Supplier<Snapshot> database) {
        return index(database).keys().get(hash);
    }

    private Index index(Supplier<Snapshot> database) {
        Index known = index;
        return known == null ? read(database) : known;
    }

    private synchronized Index read(Supplier<Snapshot> database) {
        Index known = index;
        if (known == null) {
            known = Index.of(database.get());
            index = known;
        }
        return known;
    }
}
