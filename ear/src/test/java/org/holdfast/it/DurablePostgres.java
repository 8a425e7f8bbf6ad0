package org.holdfast.it;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;

/** Servers of PostgreSQL that keep what they have committed; of themselves those of tests do not. */
final class DurablePostgres {
    private DurablePostgres() {}

    static EmbeddedPostgres start() throws IOException {
        return EmbeddedPostgres.builder()
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("fsync", "on")
                .start();
    }
}
