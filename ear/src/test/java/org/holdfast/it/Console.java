package org.holdfast.it;

import static io.restassured.RestAssured.given;

import io.restassured.builder.RequestSpecBuilder;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.Map;

/** The console of a broker, asked by REST. */
record Console(String url) {
    static final String VIEWER_PASSWORD = "viewers-only-look";

    static Console of(BrokerProcess broker) {
        return new Console(broker.consoleUrl());
    }

    /** A request to a path of the API, by nobody. */
    RequestSpecification anonymous() {
        return given().spec(new RequestSpecBuilder()
                .setBaseUri(url)
                .setBasePath("/api/v1")
                .setContentType(ContentType.JSON)
                .build());
    }

    /** A request by somebody. */
    RequestSpecification as(String user, String password) {
        return anonymous().auth().preemptive().basic(user, password);
    }

    /** A request by the user admin. */
    RequestSpecification admin() {
        return as("admin", BrokerProcess.ADMIN_PASSWORD);
    }

    /** A request by a viewer, whom {@link #createViewer} has made. */
    RequestSpecification viewer() {
        return as("viewer", VIEWER_PASSWORD);
    }

    void createViewer() {
        admin().body(Map.of("name", "viewer", "role", "viewer", "password", VIEWER_PASSWORD))
                .post("/users")
                .then()
                .statusCode(201);
    }
}
