package org.holdfast.it;

import static io.restassured.RestAssured.given;

import io.restassured.path.json.JsonPath;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The operations of the REST API, as OpenAPI describes them. */
final class Routes {
    private Routes() {}

    /** Each operation, by its method and path: {@code GET /api/v1/status}. */
    static Map<String, Map<String, Object>> documented(Console console) {
        JsonPath openApi = given().queryParam("format", "JSON")
                .get(console.url().replaceAll("/holdfast$", "/openapi"))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        Map<String, Map<String, Object>> operations = new TreeMap<>();
        Map<String, Map<String, Map<String, Object>>> paths = openApi.getMap("paths");
        paths.forEach((path, methods) -> methods.forEach(
                (method, operation) -> operations.put(method.toUpperCase(Locale.ROOT) + " " + path, operation)));
        return operations;
    }
}
