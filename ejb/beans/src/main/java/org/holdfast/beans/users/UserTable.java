package org.holdfast.beans.users;

import jakarta.persistence.EntityManager;
import org.holdfast.beans.problem.ConflictException;
import org.holdfast.beans.problem.NotFoundException;
import org.holdfast.beans.store.ConsoleDatabase;
import org.holdfast.beans.users.UserDirectory.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * Users and keys in the database. Each change returns all users and keys after it.
 *
 * @param database the database of the console
 */
record UserTable(ConsoleDatabase database) {
    /** A change of users or keys. */
    @FunctionalInterface
    private interface Change {
        void in(EntityManager entityManager);
    }

    Snapshot read() {
        return database.with(UserTable::all);
    }

    private Snapshot change(Change change) {
        return database.with(entityManager -> {
            change.in(entityManager);
            entityManager.flush();
            return all(entityManager);
        });
    }

    private static Snapshot all(EntityManager entityManager) {
        return new Snapshot(
                entityManager
                        .createQuery("SELECT u FROM ConsoleUser u ORDER BY u.name", ConsoleUser.class)
                        .getResultList(),
                entityManager
                        .createQuery("SELECT k FROM ApiKey k ORDER BY k.createdAt, k.id", ApiKey.class)
                        .getResultList());
    }

    Snapshot create(String name, Role role, PasswordHash password, long now) {
        return change(entityManager -> {
            if (entityManager.find(ConsoleUser.class, name) != null) {
                throw new ConflictException("the user " + name + " already exists");
            }
            entityManager.persist(new ConsoleUser(name, role, password, now));
        });
    }

    Snapshot changeRole(String name, Role role, long now) {
        return change(entityManager -> {
            ConsoleUser user = find(entityManager, name);
            if (role != Role.ADMIN) {
                requireAnotherAdmin(entityManager, user);
            }
            user.become(role, now);
        });
    }

    Snapshot changePassword(String name, PasswordHash password, long now) {
        return change(entityManager -> find(entityManager, name).change(password, now));
    }

    Snapshot delete(String name) {
        return change(entityManager -> {
            ConsoleUser user = find(entityManager, name);
            requireAnotherAdmin(entityManager, user);
            entityManager
                    .createQuery("DELETE FROM ApiKey k WHERE k.userName = :name")
                    .setParameter("name", name)
                    .executeUpdate();
            entityManager.remove(user);
        });
    }

    private static ConsoleUser find(EntityManager entityManager, String name) {
        ConsoleUser user = entityManager.find(ConsoleUser.class, name);
        if (user == null) {
            throw noSuchUser(name);
        }
        return user;
    }

    static NotFoundException noSuchUser(String name) {
        return new NotFoundException("there is no user " + name);
    }

    private static void requireAnotherAdmin(EntityManager entityManager, ConsoleUser user) {
        long others = entityManager
                .createQuery("SELECT count(u) FROM ConsoleUser u WHERE u.role = :admin AND u.name <> :name", Long.class)
                .setParameter("admin", Role.ADMIN)
                .setParameter("name", user.name())
                .getSingleResult();
        if (user.role() == Role.ADMIN && others == 0) {
            throw new ConflictException(user.name() + " is the only admin. Make another user an admin first");
        }
    }

    Snapshot createKey(ApiKey key) {
        return change(entityManager -> {
            find(entityManager, key.userName());
            entityManager.persist(key);
        });
    }

    Snapshot deleteKey(String name, String id) {
        return change(entityManager -> {
            @Nullable ApiKey key = entityManager.find(ApiKey.class, id);
            if (key == null || !key.userName().equals(name)) {
                throw new NotFoundException("the user " + name + " has no key " + id);
            }
            entityManager.remove(key);
        });
    }
}
