package org.holdfast.beans.users;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All users and keys in memory, so that no request has to ask the database who sent it. Changed together with the database, one
 * change at a time; read by any thread.
 */
@ApplicationScoped
public class UserDirectory {
    private volatile @Nullable Snapshot snapshot;

    /** All of them at one moment; nobody changes what is in it. */
    record Snapshot(List<ConsoleUser> users, List<ApiKey> keys) {}

    /** What is known. */
    private record Index(Map<String, ConsoleUser> users, Map<String, ApiKey> keys) {
        static Index of(Snapshot snapshot) {
            return new Index(
                    snapshot.users().stream()
                            .collect(Collectors.toUnmodifiableMap(ConsoleUser::name, Function.identity())),
                    snapshot.keys().stream().collect(Collectors.toUnmodifiableMap(ApiKey::hash, Function.identity())));
        }
    }

    private volatile @Nullable Index index;

    /** What is there; read from the database by whoever asks first. */
    Snapshot current(Supplier<Snapshot> database) {
        Snapshot known = snapshot;
        return known == null ? change(database) : known;
    }

    /** Changes the database, and takes over what is there then. */
    synchronized Snapshot change(Supplier<Snapshot> change) {
        Snapshot after = change.get();
        index = Index.of(after);
        snapshot = after;
        return after;
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
        return known == null ? Index.of(change(database)) : known;
    }
}
