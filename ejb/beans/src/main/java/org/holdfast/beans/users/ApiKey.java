package org.holdfast.beans.users;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of the table of API keys. The key itself is not in it. */
@Entity
@Table(name = "api_key")
public class ApiKey {
    @Id
    private String id = "";

    @Column(name = "user_name")
    private String userName = "";

    private String label = "";

    @Column(name = "key_sha256")
    private String hash = "";

    @Column(name = "created_at")
    private long createdAt;

    @Column(name = "expires_at")
    private @Nullable Long expiresAt;

    /** For JPA. */
    protected ApiKey() {}

    ApiKey(String id, String userName, String label, String hash, long now, @Nullable Long expiresAt) {
        this.id = id;
        this.userName = userName;
        this.label = label;
        this.hash = hash;
        this.createdAt = now;
        this.expiresAt = expiresAt;
    }

    String userName() {
        return userName;
    }

    String hash() {
        return hash;
    }

    boolean isExpired(long now) {
        return expiresAt != null && expiresAt <= now;
    }

    KeyView view() {
        return new KeyView(
                id, label, Instant.ofEpochMilli(createdAt), expiresAt == null ? null : Instant.ofEpochMilli(expiresAt));
    }
}
