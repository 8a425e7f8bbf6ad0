package org.holdfast.beans.users;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.holdfast.beans.access.LoginThrottle;
import org.holdfast.beans.audit.Action;
import org.holdfast.beans.audit.Audit;
import org.holdfast.beans.problem.InvalidInputException;
import org.holdfast.beans.state.BrokerState;
import org.holdfast.beans.users.UserDirectory.Snapshot;
import org.jspecify.annotations.Nullable;

/** Keeps users in the database and, for the requests, in memory. Any thread. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class UsersBean implements Users {
    private static final int FREE_OF_NAME = 5;
    private static final int FREE_OF_ADDRESS = 50;

    /** A hash takes a processor for some 100 ms: others need it too. */
    private static final int HASHES_AT_ONCE = 4;

    private final Clock clock = Clock.systemUTC();
    private final Semaphore hashes = new Semaphore(HASHES_AT_ONCE);
    private final LoginThrottle throttle = new LoginThrottle(clock, FREE_OF_NAME, FREE_OF_ADDRESS);
    private final VerifiedPasswords verified = new VerifiedPasswords(clock);

    @Inject
    private BrokerState state;

    @Inject
    private UserDirectory directory;

    @EJB
    private Audit audit;

    private UserTable table() {
        return new UserTable(state.running().database());
    }

    private Snapshot read() {
        return table().read();
    }

    @Override
    public List<UserView> list() {
        Snapshot all = directory.current(this::read);
        return all.users().stream().map(user -> view(user, all)).toList();
    }

    private static UserView view(ConsoleUser user, Snapshot all) {
        return user.view((int) all.keys().stream()
                .filter(key -> key.userName().equals(user.name()))
                .count());
    }

    @Override
    public UserView get(String name) {
        return view(existing(name), directory.current(this::read));
    }

    private ConsoleUser existing(String name) {
        ConsoleUser user = directory.user(name, this::read);
        if (user == null) {
            throw UserTable.noSuchUser(name);
        }
        return user;
    }

    @Override
    public UserView create(@Nullable String name, @Nullable String role, @Nullable String password, String who) {
        String checkedName = UserRules.checkedName(name);
        Role checkedRole = UserRules.role(role);
        PasswordHash hash = PasswordHash.of(UserRules.checkedPassword(password));
        Action create = new Action(audit, who, "user.create", checkedName);
        change(create, () -> table().create(checkedName, checkedRole, hash, clock.millis()), checkedRole.text());
        return get(checkedName);
    }

    @Override
    public UserView changeRole(String name, @Nullable String role, String who) {
        Role checked = UserRules.role(role);
        Action change = new Action(audit, who, "user.role", name);
        change(change, () -> table().changeRole(name, checked, clock.millis()), checked.text());
        return get(name);
    }

    @Override
    public void changePassword(String name, @Nullable String password, String who) {
        PasswordHash hash = PasswordHash.of(UserRules.checkedPassword(password));
        Action change = new Action(audit, who, "user.password", name);
        change(change, () -> table().changePassword(name, hash, clock.millis()), "");
    }

    @Override
    public void delete(String name, String who) {
        change(new Action(audit, who, "user.delete", name), () -> table().delete(name), "");
    }

    private void change(Action action, Supplier<UserDirectory.Snapshot> change, String detail) {
        action.run(() -> directory.change(change), detail);
    }

    @Override
    public List<KeyView> keys(String name) {
        existing(name);
        return directory.current(this::read).keys().stream()
                .filter(key -> key.userName().equals(name))
                .map(ApiKey::view)
                .toList();
    }

    @Override
    public NewKey createKey(String name, @Nullable String label, @Nullable Instant expiresAt, String who) {
        String checked = UserRules.checkedLabel(label);
        long now = clock.millis();
        if (expiresAt != null && expiresAt.toEpochMilli() <= now) {
            throw new InvalidInputException("expiresAt", "this time has passed; omit it for a key that never expires");
        }
        String secret = Secrets.key();
        ApiKey key = new ApiKey(
                Secrets.id(),
                name,
                checked,
                Secrets.sha256(secret),
                now,
                expiresAt == null ? null : expiresAt.toEpochMilli());
        change(new Action(audit, who, "key.create", name), () -> table().createKey(key), checked);
        return new NewKey(secret, key.view());
    }

    @Override
    public void deleteKey(String name, String id, String who) {
        change(new Action(audit, who, "key.delete", name), () -> table().deleteKey(name, id), id);
    }

    @Override
    public @Nullable Identity verify(String name, String password, String address) {
        ConsoleUser user = directory.user(name, this::read);
        if (user != null && verified.contains(user.identity(), password, address)) {
            return user.identity();
        }
        if (!isRight(user, name, password, address) || user == null) {
            audit.record(name, "login.failed", address, "");
            return null;
        }
        throttle.endedWell(name, address);
        verified.add(user.identity(), password, address);
        audit.record(name, "login", address, "");
        return user.identity();
    }

    private boolean isRight(@Nullable ConsoleUser user, String name, String password, String address) {
        if (!hashes.tryAcquire()) {
            throw ThrottledException.tooMany();
        }
        try {
            long wait = throttle.begin(name, address);
            if (wait > 0) {
                throw ThrottledException.tooManyFailures(wait);
            }
            return (user == null ? PasswordHash.NOBODYS : user.password()).isOf(password);
        } finally {
            hashes.release();
        }
    }

    @Override
    public @Nullable Identity verifyKey(String key) {
        ApiKey found = directory.key(Secrets.sha256(key), this::read);
        ConsoleUser user =
                found == null || found.isExpired(clock.millis()) ? null : directory.user(found.userName(), this::read);
        return user == null ? null : user.identity();
    }

    @Override
    public boolean isCurrent(Identity identity) {
        ConsoleUser user = directory.user(identity.name(), this::read);
        return user != null && user.identity().equals(identity);
    }
}
