package org.holdfast.beans.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PasswordHashTest {
    @Test
    void aHashIsOfItsPasswordAndOfNoOther() {
        PasswordHash hash = PasswordHash.of("correct horse battery");

        assertThat(hash.isOf("correct horse battery")).isTrue();
        assertThat(hash.isOf("correct horse batterY")).isFalse();
        assertThat(hash.isOf("")).isFalse();
    }

    @Test
    void itsTextIsAllThatIsNeededToKnowThePassword() {
        PasswordHash hash = PasswordHash.of("p\u00e4ssw\u00f6rter");

        assertThat(hash.text()).startsWith("pbkdf2-sha512$" + PasswordHash.ITERATIONS + "$");
        assertThat(PasswordHash.parse(hash.text())).isEqualTo(hash);
        assertThat(PasswordHash.parse(hash.text()).isOf("p\u00e4ssw\u00f6rter")).isTrue();
    }

    @Test
    void twoHashesOfOnePasswordDiffer() {
        assertThat(PasswordHash.of("the same").text())
                .isNotEqualTo(PasswordHash.of("the same").text());
    }

    @Test
    void nobodyHasTheHashOfNobody() {
        assertThat(PasswordHash.NOBODYS.isOf("")).isFalse();
    }

    @Test
    void anotherTextIsRefused() {
        for (String text : new String[] {"", "plain", "bcrypt$1$a$b", "pbkdf2-sha512$1$YQ=="}) {
            assertThatThrownBy(() -> PasswordHash.parse(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
