package org.holdfast.beans.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import org.holdfast.beans.problem.ConflictException;
import org.holdfast.beans.problem.InvalidInputException;
import org.holdfast.beans.problem.NotFoundException;
import org.holdfast.beans.store.ConsoleDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds for users in each kind of database. */
abstract class UserTableContract {
    private static final PasswordHash PASSWORD = PasswordHash.parse("pbkdf2-sha512$1$YQ==$YQ==");

    abstract ConsoleDatabase database();

    private UserTable table() {
        return new UserTable(database());
    }

    @Test
    void usersAndKeysComeBackAsTheyWere() {
        table().create("zoe", Role.ADMIN, PASSWORD, 10);
        table().create("Adam", Role.VIEWER, PASSWORD, 20);
        table().createKey(new ApiKey("id", "Adam", "a script", "hash", 30, 40L));

        UserDirectory.Snapshot all = table().read();
        assertThat(all.users()).extracting(ConsoleUser::name).containsExactly("Adam", "zoe");
        assertThat(all.users().get(1).identity()).isEqualTo(new Identity("zoe", Role.ADMIN, 10));
        assertThat(all.users().get(1).password()).isEqualTo(PASSWORD);
        assertThat(all.keys()).extracting(ApiKey::hash).containsExactly("hash");
        assertThat(all.keys().get(0).isExpired(39)).isFalse();
        assertThat(all.keys().get(0).isExpired(40)).isTrue();
    }

    @Test
    void aChangeOfRoleOrPasswordEndsWhatWasShownBefore() {
        table().create("a", Role.ADMIN, PASSWORD, 10);
        Identity before = table().read().users().get(0).identity();
        table().changePassword("a", PasswordHash.parse("pbkdf2-sha512$1$YQ==$Yg=="), 10);
        Identity between = table().read().users().get(0).identity();
        table().create("b", Role.ADMIN, PASSWORD, 10);
        table().changeRole("a", Role.VIEWER, 5);

        assertThat(between).isNotEqualTo(before);
        assertThat(table().read().users().get(0).identity()).isNotEqualTo(between);
    }

    @Test
    void theLastAdminIsNeitherDeletedNorMadeAViewer() {
        table().create("a", Role.ADMIN, PASSWORD, 10);
        table().create("v", Role.VIEWER, PASSWORD, 10);

        assertThatThrownBy(() -> table().delete("a"))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("only admin");
        assertThatThrownBy(() -> table().changeRole("a", Role.VIEWER, 11)).isInstanceOf(ConflictException.class);
        table().delete("v");
        assertThat(table().read().users()).hasSize(1);
    }

    @Test
    void aUserIsDeletedWithItsKeys() {
        table().create("a", Role.ADMIN, PASSWORD, 10);
        table().create("v", Role.VIEWER, PASSWORD, 10);
        table().createKey(new ApiKey("id", "v", "a script", "hash", 30, null));
        table().delete("v");

        assertThat(table().read().keys()).isEmpty();
        assertThatThrownBy(() -> table().deleteKey("v", "id")).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> table().createKey(new ApiKey("id", "v", "x", "hash", 30, null)))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void aNameIsTakenOnce() {
        table().create("a", Role.ADMIN, PASSWORD, 10);
        assertThatThrownBy(() -> table().create("a", Role.VIEWER, PASSWORD, 11)).isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> table().changePassword("b", PASSWORD, 11)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void theFirstStartMakesAnAdminAndLaterOnesNone() {
        String drawn = admin(null).create(Clock.systemUTC()).orElseThrow();

        assertThat(drawn).hasSizeGreaterThan(15);
        assertThat(table().read().users().get(0).password().isOf(drawn)).isTrue();
        assertThat(admin("another-password").create(Clock.systemUTC())).isEmpty();
        assertThat(table().read().users().get(0).password().isOf(drawn)).isTrue();
    }

    @Test
    void aPasswordOfTheSettingsHasToBeLongEnoughForTheFirstStart() {
        assertThatThrownBy(() -> admin("short"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("12 to 200 characters");
        FirstAdmin admin = admin("long-enough-1");
        assertThat(table().read().users()).isEmpty();

        assertThat(admin.create(Clock.systemUTC())).isEmpty();

        assertThat(table().read().users()).hasSize(1);
        assertThat(admin("short").create(Clock.systemUTC())).isEmpty();
    }

    private FirstAdmin admin(@Nullable String password) {
        return FirstAdmin.prepare(database(), password, Runnable::run);
    }
}
