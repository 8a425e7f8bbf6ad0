package org.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets into the console of the real server, and what a role may do there. */
@Tag("newer-server")
class SecurityIT {
    private static final Pattern VIEW_STATE =
            Pattern.compile("name=\"jakarta.faces.ViewState\"[^>]*value=\"([^\"]+)\"");
    private static final Pattern NONCE = Pattern.compile("name=\"primefaces.nonce\" value=\"([^\"]+)\"");
    private static final Set<String> SAFE = Set.of("GET", "HEAD");
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    @TempDir
    static Path folder;

    private static BrokerProcess broker;
    private static Console console;

    @BeforeAll
    static void start() {
        broker = BrokerProcess.start(folder);
        console = Console.of(broker);
        console.createViewer();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    // ---- every route

    @Test
    void noRouteOfRestIsOpen() {
        for (String route : Routes.documented(console).keySet()) {
            request(console.anonymous(), route)
                    .then()
                    .statusCode(401)
                    .contentType(startsWith("application/problem+json"))
                    .body("status", equalTo(401));
        }
    }

    @Test
    void aViewerChangesNothingByAnyRoute() {
        List<String> changes = Routes.documented(console).keySet().stream()
                .filter(route -> !SAFE.contains(route.split(" ", 2)[0]))
                .toList();
        assertThat(changes).hasSizeGreaterThan(15);
        for (String route : changes) {
            request(console.viewer(), route).then().statusCode(403).contentType(startsWith("application/problem+json"));
        }
        for (String path : List.of("/users", "/users/admin", "/users/admin/keys", "/audit")) {
            console.viewer().get(path).then().statusCode(403);
        }
        for (String path : List.of("/status", "/retained", "/clients", "/subscriptions", "/settings", "/backups")) {
            console.viewer().get(path).then().statusCode(200);
        }
    }

    /** With a body that would be taken, and names of things that do not exist: whoever got in would get another answer. */
    private static Response request(RequestSpecification by, String route) {
        String[] methodAndPath = route.split(" ", 2);
        String path = methodAndPath[1].replace("/api/v1", "").replaceAll("\\{[^}]*}", "nothing");
        if (path.endsWith("import")) {
            by.contentType("application/x-ndjson");
        }
        if (WITH_BODY.contains(methodAndPath[0])) {
            by.body("{}".getBytes(StandardCharsets.UTF_8));
        }
        return by.urlEncodingEnabled(false).request(methodAndPath[0], path);
    }

    @Test
    void noPageIsOpenButTheLogin() throws Exception {
        Set<String> pages = pages();
        assertThat(pages)
                .contains("login.xhtml", "overview.xhtml", "topics.xhtml")
                .hasSizeGreaterThan(10);
        for (String page : pages) {
            Response response = browser().get("/" + page);
            if (page.equals("login.xhtml")) {
                response.then().statusCode(200);
            } else {
                response.then().statusCode(302).header("Location", containsString("/login.xhtml?from=%2F" + page));
            }
        }
        for (String path : List.of("/", "/api/v1/application.wadl", "/WEB-INF/web.xml", "/jakarta.faces.push/live")) {
            assertThat(browser().get(path).statusCode()).as(path).isIn(302, 401, 404);
        }
    }

    /** All pages that are in the application. */
    private static Set<String> pages() throws Exception {
        try (ZipInputStream ear =
                new ZipInputStream(Files.newInputStream(Path.of(System.getProperty("holdfast.ear"))))) {
            for (ZipEntry entry = ear.getNextEntry(); entry != null; entry = ear.getNextEntry()) {
                if (entry.getName().equals("holdfast-web.war")) {
                    return names(new ZipInputStream(ear)).stream()
                            .filter(name -> name.matches("[^/]+\\.xhtml"))
                            .collect(Collectors.toSet());
                }
            }
        }
        throw new AssertionError("the EAR has no holdfast-web.war");
    }

    private static List<String> names(ZipInputStream zip) throws Exception {
        List<String> names = new ArrayList<>();
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            names.add(entry.getName());
        }
        return names;
    }

    // ---- the login page

    private static RequestSpecification browser() {
        return RestAssured.given().baseUri(console.url()).redirects().follow(false);
    }

    private static Response login(String name, String password, String from) {
        Response page = browser().get("/login.xhtml");
        return browser()
                .cookies(page.cookies())
                .formParam("login", "login")
                .formParam("login:name", name)
                .formParam("login:password", password)
                .formParam("login:submit", "Log in")
                .formParam("from", from)
                .formParam("jakarta.faces.ViewState", found(VIEW_STATE, page))
                .formParam("primefaces.nonce", found(NONCE, page))
                .post("/login.xhtml");
    }

    private static String found(Pattern field, Response page) {
        Matcher found = field.matcher(page.asString());
        assertThat(found.find()).as(page.asString()).isTrue();
        return found.group(1);
    }

    @Test
    void aLoginLeadsToThePageAskedForWithAnotherSession() {
        Response page = browser().get("/login.xhtml");
        Response response = login("admin", BrokerProcess.ADMIN_PASSWORD, "/topics.xhtml?filter=a");

        response.then().statusCode(302).header("Location", containsString("/holdfast/topics.xhtml?filter=a"));
        assertThat(response.cookie("HOLDFAST")).isNotNull().isNotEqualTo(page.cookie("HOLDFAST"));
        assertThat(response.header("Set-Cookie"))
                .containsIgnoringCase("HttpOnly")
                .containsIgnoringCase("SameSite=Strict");
        browser().cookies(response.cookies()).get("/topics.xhtml").then().statusCode(200);
    }

    @Test
    void aLoginLeadsNowhereElse() {
        for (String from : List.of("https://example.org/", "//example.org/x.xhtml", "/\\example.org", "/../x.xhtml")) {
            login("admin", BrokerProcess.ADMIN_PASSWORD, from)
                    .then()
                    .header("Location", startsWith(console.url() + "/overview.xhtml"));
        }
    }

    @Test
    void aWrongPasswordIsToldAndNobodyGetsIn() {
        Response response = login("nobody", "this is not it", "");

        response.then().statusCode(200).body(containsString("The name or password is wrong."));
        browser().cookies(response.cookies()).get("/overview.xhtml").then().statusCode(302);
    }

    @Test
    void theSessionOfAPageMayOnlyLookByRest() {
        Map<String, String> session =
                login("admin", BrokerProcess.ADMIN_PASSWORD, "").cookies();

        console.anonymous().cookies(session).get("/status").then().statusCode(200);
        console.anonymous()
                .cookies(session)
                .body(Map.of("topic", "session/t", "text", "x"))
                .post("/publish")
                .then()
                .statusCode(403)
                .body("detail", containsString("is read-only here"));
    }

    @Test
    void aPostOfAnotherSiteIsRefused() {
        Map<String, String> session =
                login("admin", BrokerProcess.ADMIN_PASSWORD, "").cookies();
        for (Map<String, String> headers : List.of(
                Map.of("Sec-Fetch-Site", "cross-site"),
                Map.of("Sec-Fetch-Site", "same-site"),
                Map.of("Origin", "https://example.org"),
                Map.of("Origin", "null"))) {
            browser()
                    .cookies(session)
                    .headers(headers)
                    .formParam("settings", "settings")
                    .post("/settings.xhtml")
                    .then()
                    .statusCode(403);
        }
    }

    @Test
    void aSessionEndsWithThePasswordOrTheUser() {
        user("leaver", "viewer", "first-password-1");
        Map<String, String> session = login("leaver", "first-password-1", "").cookies();
        browser().cookies(session).get("/overview.xhtml").then().statusCode(200);

        console.as("leaver", "first-password-1")
                .body(Map.of("password", "second-password-2"))
                .put("/users/leaver/password")
                .then()
                .statusCode(204);
        browser().cookies(session).get("/overview.xhtml").then().statusCode(302);
        console.as("leaver", "first-password-1").get("/status").then().statusCode(401);

        Map<String, String> again = login("leaver", "second-password-2", "").cookies();
        console.admin().delete("/users/leaver").then().statusCode(204);
        browser().cookies(again).get("/overview.xhtml").then().statusCode(302);
    }

    private static void user(String name, String role, String password) {
        console.admin()
                .body(Map.of("name", name, "role", role, "password", password))
                .post("/users")
                .then()
                .statusCode(201)
                .body("role", equalTo(role));
    }

    // ---- keys and users

    @Test
    void anApiKeyActsForItsUserUntilItIsDeletedOrExpires() {
        Response made = console.admin().body(Map.of("label", "a script")).post("/users/viewer/keys");
        String key = made.then().statusCode(201).extract().path("key");
        String id = made.path("view.id");

        bearer(key).get("/status").then().statusCode(200);
        bearer(key)
                .body(Map.of("topic", "key/t", "text", "x"))
                .post("/publish")
                .then()
                .statusCode(403);
        console.admin()
                .get("/users/viewer/keys")
                .then()
                .body("label", hasItems("a script"))
                .body("[0].key", nullValue());
        console.admin().delete("/users/viewer/keys/" + id).then().statusCode(204);
        bearer(key).get("/status").then().statusCode(401).header("WWW-Authenticate", not(nullValue()));
        bearer("hf_nonsense").get("/status").then().statusCode(401);
        console.admin()
                .body(Map.of(
                        "label",
                        "late",
                        "expiresAt",
                        Instant.now().minus(1, ChronoUnit.DAYS).toString()))
                .post("/users/viewer/keys")
                .then()
                .statusCode(422)
                .body("field", equalTo("expiresAt"));
    }

    private static RequestSpecification bearer(String key) {
        return console.anonymous().header("Authorization", "Bearer " + key);
    }

    @Test
    void theLastAdminStaysOne() {
        console.admin().delete("/users/admin").then().statusCode(409).body("detail", containsString("only admin"));
        console.admin()
                .body(Map.of("role", "viewer"))
                .patch("/users/admin")
                .then()
                .statusCode(409);
        user("second", "admin", "another-admin-1");
        console.admin()
                .body(Map.of("role", "viewer"))
                .patch("/users/second")
                .then()
                .statusCode(200);
        console.admin().delete("/users/second").then().statusCode(204);
        console.admin().delete("/users/second").then().statusCode(404);
    }

    @Test
    void aUserThatIsNotOneIsRefusedWithTheField() {
        Map<Map<String, String>, String> wrong = Map.of(
                Map.of("name", "a b", "role", "viewer", "password", "long-enough-1"), "name",
                Map.of("name", "ok", "role", "king", "password", "long-enough-1"), "role",
                Map.of("name", "ok", "role", "viewer", "password", "short"), "password",
                Map.of("role", "viewer", "password", "long-enough-1"), "name");
        wrong.forEach((body, field) ->
                console.admin().body(body).post("/users").then().statusCode(422).body("field", equalTo(field)));
        console.admin()
                .body(Map.of("name", "viewer", "role", "viewer", "password", "long-enough-1"))
                .post("/users")
                .then()
                .statusCode(409);
    }

    @Test
    @Tag("same-on-every-server")
    void guessesAreSlowedDownAlsoWhenTheyComeTogether(@TempDir Path otherFolder) {
        try (BrokerProcess other = BrokerProcess.start(otherFolder)) {
            Console guessed = Console.of(other);
            List<Integer> answers = IntStream.range(0, 40)
                    .parallel()
                    .mapToObj(i ->
                            guessed.as("admin", "guess " + i).get("/status").statusCode())
                    .toList();
            assertThat(answers).containsOnly(401, 429);
            assertThat(answers.stream().filter(status -> status == 401)).hasSize(5);
            guessed.admin()
                    .get("/status")
                    .then()
                    .statusCode(429)
                    .header("Retry-After", not(nullValue()))
                    .body("detail", containsString("too many wrong passwords"));
        }
    }

    @Test
    void aViewerGetsNoBackupBecauseItHasTheHashesOfAllPasswords() {
        String name = console.admin()
                .post("/backups")
                .then()
                .statusCode(201)
                .extract()
                .path("name");
        console.viewer().get("/backups/" + name).then().statusCode(403);
        console.admin().get("/backups/" + name).then().statusCode(200);
    }

    @Test
    void whatAPageOfAnotherSiteSendsByRestIsRefused() {
        console.admin()
                .header("Sec-Fetch-Site", "cross-site")
                .post("/backups")
                .then()
                .statusCode(403);
    }

    // ---- what the browser is told

    @Test
    void eachResponseTellsTheBrowserWhatItMayDo() {
        Map<String, String> session =
                login("admin", BrokerProcess.ADMIN_PASSWORD, "").cookies();
        String policy = browser()
                .cookies(session)
                .get("/topics.xhtml")
                .then()
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "DENY")
                .header("Referrer-Policy", "same-origin")
                .header("Cache-Control", containsString("no-store"))
                .extract()
                .header("Content-Security-Policy");
        assertThat(policy)
                .contains("default-src 'none'", "frame-ancestors 'none'", "script-src 'self' 'nonce-")
                .doesNotContain("unsafe-eval")
                .doesNotContainPattern("script-src[^;]*unsafe-inline");
        console.admin()
                .get("/status")
                .then()
                .header("Content-Security-Policy", startsWith("default-src 'none'"))
                .header("X-Content-Type-Options", "nosniff");
    }

    @Test
    void markupInTopicsAndPayloadsIsText() {
        String markup = "<script>document.title='x'</script>";
        console.admin()
                .queryParam("topic", "markup/" + markup)
                .body(Map.of("text", markup))
                .put("/retained/message")
                .then()
                .statusCode(200);
        Map<String, String> session =
                login("admin", BrokerProcess.ADMIN_PASSWORD, "").cookies();

        for (String page : List.of(
                "/topics.xhtml?filter=markup/%23",
                "/message.xhtml?topic=markup/%3Cscript%3Edocument.title%3D'x'%3C/script%3E", "/audit.xhtml")) {
            browser()
                    .cookies(session)
                    .urlEncodingEnabled(false)
                    .get(page)
                    .then()
                    .statusCode(200)
                    .body(containsString("&lt;script&gt;document.title"))
                    .body(not(containsString(markup)));
        }
    }
}
