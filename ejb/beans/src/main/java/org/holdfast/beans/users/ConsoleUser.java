package org.holdfast.beans.users;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of the table of users. */
@Entity
@Table(name = "console_user")
public class ConsoleUser {
    @Id
    private String name = "";

    @Enumerated(EnumType.STRING)
    private Role role = Role.VIEWER;

    @Column(name = "password_hash")
    private String passwordHash = "";

    @Column(name = "created_at")
    private long createdAt;

    @Column(name = "changed_at")
    private long changedAt;

    /** For JPA. */
    protected ConsoleUser() {}

    ConsoleUser(String name, Role role, PasswordHash password, long now) {
        this.name = name;
        this.role = role;
        this.passwordHash = password.text();
        this.createdAt = now;
        this.changedAt = now;
    }

    String name() {
        return name;
    }

    Role role() {
        return role;
    }

    PasswordHash password() {
        return PasswordHash.parse(passwordHash);
    }

    Identity identity() {
        return new Identity(name, role, changedAt);
    }

    UserView view(int keys) {
        return new UserView(name, role.text(), Instant.ofEpochMilli(createdAt), keys);
    }

    /** Changes the role; existing sessions end. */
    void become(Role other, long now) {
        role = other;
        changed(now);
    }

    /** Changes the password; existing sessions end. */
    void change(PasswordHash other, long now) {
        passwordHash = other.text();
        changed(now);
    }

    /** Sets a new number, even when the clock stands still or was set back. */
    private void changed(long now) {
        changedAt = Math.max(now, changedAt + 1);
    }
}
