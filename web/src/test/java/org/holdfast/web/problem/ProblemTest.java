package org.holdfast.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

class ProblemTest {
    private static JsonObject parsed(Problem problem) {
        try (JsonReader reader = Json.createReader(new StringReader(problem.json()))) {
            return reader.readObject();
        }
    }

    @Test
    void anyTextIsToldAsJson() {
        String detail = "a \"quoted\" \\ path,\na line,\ta tab, \u0000, \u001b and \u00e9\ud83d\ude00";
        JsonObject json = parsed(new Problem("about:blank", "Not Found", 404, detail, null));
        assertThat(json.getString("detail")).isEqualTo(detail);
        assertThat(json.getInt("status")).isEqualTo(404);
        assertThat(json).doesNotContainKey("field");
    }

    @Test
    void theFieldIsTold() {
        assertThat(parsed(new Problem("about:blank", "", 422, "no", "li\"mit")).getString("field"))
                .isEqualTo("li\"mit");
    }
}
