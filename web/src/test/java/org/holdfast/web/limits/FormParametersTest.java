package org.holdfast.web.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.holdfast.web.problem.RefusedBodyException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FormParametersTest {
    private static Map<String, String[]> read(@Nullable String query, String form) throws IOException {
        return FormParameters.read(query, form.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void fieldsAreDecoded() throws IOException {
        Map<String, String[]> read = read(null, "name=gr%C3%B6%C3%9Fe+x%26y&empty=&alone&&a%3Db=c=d");
        assertThat(read).containsOnlyKeys("name", "empty", "alone", "a=b");
        assertThat(read.get("name")).containsExactly("größe x&y");
        assertThat(read.get("empty")).containsExactly("");
        assertThat(read.get("alone")).containsExactly("");
        assertThat(read.get("a=b")).containsExactly("c=d");
    }

    @Test
    void theQueryComesFirst() throws IOException {
        assertThat(read("a=1&b=2", "a=3").get("a")).containsExactly("1", "3");
        assertThat(read("", "")).isEmpty();
    }

    @Test
    void tooManyAndBadlyEncodedOnesAreRefused() throws IOException {
        assertThat(read(null, "a&".repeat(1_000)).get("a")).hasSize(1_000);
        assertThatThrownBy(() -> read("a", "a&".repeat(1_000)))
                .isInstanceOf(RefusedBodyException.class)
                .hasMessageContaining("1000");
        assertThatThrownBy(() -> read(null, "a=%zz"))
                .isInstanceOf(RefusedBodyException.class)
                .hasMessageContaining("urlencoded");
    }
}
