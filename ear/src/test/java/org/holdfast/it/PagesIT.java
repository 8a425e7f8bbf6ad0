package org.holdfast.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people see and do in a real browser, with 100,000 topics in the broker. */
@Tag("newer-server")
class PagesIT {
    private static final int TOPICS = 100_000;
    private static final int LINES = 100;
    private static final int HEIGHT = 900;
    private static final int PATIENCE_MILLIS = 120_000;
    private static final Path SCREENSHOTS = Path.of(System.getProperty("console.screenshots"));

    @TempDir
    static Path folder;

    private static BrokerProcess broker;
    private static Console console;
    private static Playwright playwright;
    private static Browser browser;

    private final List<String> said = new ArrayList<>();
    private BrowserContext context;
    private Page page;

    @BeforeAll
    static void start() {
        Path program = Chromium.program();
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        broker = BrokerProcess.start(folder);
        console = Console.of(broker);
        console.createViewer();
        String lines = IntStream.range(0, TOPICS)
                .mapToObj(i -> "{\"topic\":\"plant/line" + i % LINES + "/device" + i / LINES
                        + "/state\",\"payload\":\"b24=\"}")
                .collect(Collectors.joining("\n"));
        console.admin()
                .contentType("application/x-ndjson")
                .body(lines.getBytes(StandardCharsets.UTF_8))
                .post("/retained/import")
                .then()
                .statusCode(200);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program)
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking")));
    }

    @AfterAll
    static void stop() {
        browser.close();
        playwright.close();
        broker.close();
    }

    @BeforeEach
    void open() {
        context = browser.newContext(new Browser.NewContextOptions().setViewportSize(1_280, HEIGHT));
        page = context.newPage();
        page.onConsoleMessage(message -> said.add(message.type() + ": " + message.text()));
        page.onPageError(said::add);
    }

    /** Nothing goes wrong in the browser that nobody looks at. */
    @AfterEach
    void nothingIsSaidInTheBrowsersConsole() {
        context.close();
        assertThat(said).isEmpty();
    }

    private void login(String user, String password) {
        page.navigate(console.url() + "/");
        assertThat(page.getByLabel("Name")).isFocused();
        page.getByLabel("Name").fill(user);
        page.getByLabel("Password").fill(password);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Log in"))
                .click();
    }

    private void loginAsAdmin() {
        login("admin", BrokerProcess.ADMIN_PASSWORD);
        assertThat(page.locator("h1")).hasText("Overview");
    }

    private void visit(String pageAndQuery) {
        page.navigate(console.url() + "/" + pageAndQuery);
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** Clicks a button whose answer replaces parts of the page, and waits until they are there: a click on the old ones is lost. */
    private void press(String name) {
        button(name).click();
        page.waitForFunction("() => PrimeFaces.ajax.Queue.isEmpty()");
    }

    private Locator messages() {
        return page.locator("#messages");
    }

    // ---- the login

    @Test
    void aWrongPasswordIsToldAndTheRightOneLeadsOn() {
        login("admin", "this is not it");
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("The name or password is wrong.");

        page.getByLabel("Name").fill("admin");
        page.getByLabel("Password").fill(BrokerProcess.ADMIN_PASSWORD);
        button("Log in").click();
        assertThat(page.locator("h1")).hasText("Overview");

        button("Log out").click();
        assertThat(page).hasURL(Pattern.compile(".*/login\\.xhtml"));
        visit("clients.xhtml");
        assertThat(page).hasURL(Pattern.compile(".*/login\\.xhtml\\?from=%2Fclients\\.xhtml"));
    }

    // ---- overview

    @Test
    void theOverviewIsPushedWhatIsNew() {
        loginAsAdmin();
        assertThat(page.locator("#state")).hasText("running");
        Locator count = page.locator("[data-show=retainedCount]");
        assertThat(count).hasText(Pattern.compile("\\d{3},\\d{3}"));
        String before = count.textContent();

        console.admin()
                .queryParam("topic", "pushed/" + System.nanoTime())
                .body(Map.of("text", "x"))
                .put("/retained/message")
                .then()
                .statusCode(200);

        assertThat(count).not().hasText(before, new HasTextOptions().setTimeout(PATIENCE_MILLIS));
        assertThat(page.locator("figure svg")).hasCount(6);
    }

    // ---- topics

    @Test
    void theTreeOpensLevelByLevel() {
        loginAsAdmin();
        visit("topics.xhtml");
        Locator tree = page.getByRole(AriaRole.TREE);
        Locator plant = tree.getByRole(AriaRole.TREEITEM).filter(new Locator.FilterOptions().setHasText("plant"));
        assertThat(plant.first()).containsText("100,000");
        plant.first().locator(".ui-tree-toggler").first().click();

        Locator line = tree.locator(".ui-treenode-label")
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^\\s*line7\\s")));
        assertThat(line).containsText("1,000");
        line.click();

        assertThat(page.getByLabel("Topic Filter", new Page.GetByLabelOptions().setExact(true)))
                .hasValue("plant/line7/#");
        assertThat(page.locator(".ui-paginator-current")).hasText("1000 messages match");
    }

    @Test
    void theTableIsSearchedSortedAndPaged() {
        loginAsAdmin();
        visit("topics.xhtml?filter=plant/line3/%23");
        Locator rows = page.locator("#listForm\\:list_data > tr");
        assertThat(rows).hasCount(25);
        assertThat(rows.first()).containsText("plant/line3/device0/state");

        Locator topic = page.locator("#listForm\\:list_head th").first();
        topic.click();
        assertThat(topic).hasAttribute("aria-sort", "ascending");
        topic.click();
        assertThat(topic).hasAttribute("aria-sort", "descending");
        assertThat(rows.first()).containsText("plant/line3/device999/state");
        page.locator(".ui-paginator-next").click();
        assertThat(rows.first()).not().containsText("device999");

        page.getByLabel("Topic Filter", new Page.GetByLabelOptions().setExact(true))
                .fill("plant/#/x");
        press("Search");
        assertThat(messages()).containsText("must stand alone in the last level");
    }

    @Test
    void aMessageIsSeenInAllWaysEditedAndDeleted() {
        console.admin()
                .queryParam("topic", "edit/<b>me</b>")
                .body(Map.of("text", "{\"on\":true,\"list\":[1,2]}", "lifetimeSeconds", 3_600))
                .put("/retained/message")
                .then()
                .statusCode(200);
        loginAsAdmin();
        visit("topics.xhtml?filter=edit/%23");
        page.getByText("edit/<b>me</b>").click();

        assertThat(page.locator("h1")).hasText("edit/<b>me</b>");
        assertThat(page.locator("#json")).containsText("\"list\": [ 1, 2 ]");
        page.getByText("Hex", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("#hex")).containsText("7b 22 6f 6e");
        assertThat(page.locator("#remaining")).containsText("min");
        assertThat(page.getByText("committed", new Page.GetByTextOptions().setExact(true)))
                .isVisible();

        page.getByLabel("Payload", new Page.GetByLabelOptions().setExact(true)).fill("off");
        page.getByLabel("Content Type").fill("text/plain");
        button("Publish").click();
        assertThat(messages()).containsText("Published.");
        assertThat(page.locator("#text")).hasText("off");

        page.onDialog(dialog -> dialog.accept());
        button("Delete").click();
        assertThat(page.getByText("This topic has no retained message.")).isVisible();
    }

    @Test
    void aPayloadThatIsShownInPartIsNotPublishedFromThere() {
        String large = "x".repeat(70_000);
        retain("edit/large", large);
        loginAsAdmin();
        visit("message.xhtml?topic=edit/large");
        assertThat(page.locator("#tooLarge")).isVisible();
        assertThat(button("Publish")).hasCount(0);

        page.getByLabel("Lifetime in seconds; empty: never expires").fill("60");
        button("Change lifetime only").click();
        assertThat(messages()).containsText("The message expires in 60 s.");
        Download download = page.waitForDownload(
                () -> page.getByText("Download the payload").click());
        assertThat(download.path()).hasContent(large);
    }

    private static void retain(String topic, String text) {
        console.admin()
                .queryParam("topic", topic)
                .body(Map.of("text", text))
                .put("/retained/message")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"line\r\nbreak", "\nfirst", "bell\u0007", " space ", "tab\tand\nline\n"})
    void whatIsPublishedWithoutAnEditIsTheSameToTheByte(String text) {
        retain("edit/same", text);
        loginAsAdmin();
        visit("message.xhtml?topic=edit/same");
        button("Publish").click();
        assertThat(messages()).containsText("Published.");
        String kept = console.admin()
                .queryParam("topic", "edit/same")
                .get("/retained/message/payload")
                .then()
                .extract()
                .asString();
        assertThat(kept).isEqualTo(text);
    }

    @Test
    void deeplyNestedJsonIsShownAsText() {
        retain("edit/deep", "[".repeat(60_000));
        loginAsAdmin();
        visit("message.xhtml?topic=edit/deep");
        assertThat(page.locator("#text")).containsText("[[[[");
        assertThat(page.locator("#json")).hasCount(0);
    }

    @Test
    void aPageThatTheServerDoesNotKnowAnyMoreSaysSoInOurWords() {
        loginAsAdmin();
        visit("message.xhtml?topic=edit/expired");
        page.evaluate("document.querySelectorAll('input[name=\"jakarta.faces.ViewState\"]')"
                + ".forEach(state => state.value = '1:2')");
        button("Publish").click();
        assertThat(page.locator("main")).containsText("This page has expired.");
        said.removeIf(line -> line.contains("409"));
        page.getByText("Back to the overview").click();
        assertThat(page.locator("h1")).hasText("Overview");
    }

    @Test
    void aPurgeIsCountedConfirmedAndDone() {
        for (int i = 0; i < 5; i++) {
            console.admin()
                    .queryParam("topic", "old/" + i)
                    .body(Map.of("text", "x"))
                    .put("/retained/message");
        }
        loginAsAdmin();
        visit("topics.xhtml");
        page.getByLabel("Topic Filter to purge").fill("old/#");
        press("Count");
        assertThat(page.getByText("5 messages match old/#.")).isVisible();

        page.getByLabel("Repeat the filter").fill("old");
        press("Purge");
        assertThat(messages()).containsText("Nothing was deleted");
        page.getByLabel("Repeat the filter").fill("old/#");
        press("Purge");
        assertThat(messages()).containsText("Retained messages that match old/# deleted.");
        console.admin()
                .queryParam("filter", "old/#")
                .get("/retained/count")
                .then()
                .body("count", equalTo(0));
    }

    @Test
    void aFileIsImportedWithItsProgress() {
        loginAsAdmin();
        importsAFile();
    }

    /** The connection of a page may open, or close, just when the end of the import is told. */
    @Test
    void thePageShowsWhatAnImportHasComeToThoughItWasNotTold() {
        page.routeWebSocket(Pattern.compile(".*/jakarta\\.faces\\.push/live.*"), socket -> {
            WebSocketRoute server = socket.connectToServer();
            server.onMessage(frame -> {
                if (!frame.text().contains("import")) {
                    socket.send(frame.text());
                }
            });
        });
        loginAsAdmin();
        importsAFile();
    }

    private void importsAFile() {
        String lines = IntStream.range(0, 20_000)
                .mapToObj(i -> "{\"topic\":\"imported/" + i + "\",\"payload\":\"MQ==\"}")
                .collect(Collectors.joining("\n"));
        visit("topics.xhtml");
        page.getByLabel("File with JSON lines")
                .setInputFiles(new FilePayload("lines.ndjson", "text/plain", lines.getBytes(StandardCharsets.UTF_8)));
        button("Import").click();

        assertThat(page.locator("#importResult"))
                .hasText("Imported 20,000, kept 0, expired 0, invalid 0.", new HasTextOptions().setTimeout(30_000));
        console.admin()
                .body(Map.of("filter", "imported/#"))
                .urlEncodingEnabled(false)
                .post("/retained:purge");
    }

    // ---- clients

    @Test
    void aClientIsFoundAndCutOff() {
        Mqtt5BlockingClient client = client("press-7");
        client.connect();
        client.subscribeWith().topicFilter("press/+").send();
        loginAsAdmin();
        visit("clients.xhtml");
        page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Client Identifier"))
                .fill("PRESS");
        press("Search");
        assertThat(page.locator("#listForm\\:list_data > tr")).hasCount(1);
        assertThat(page.locator("#listForm\\:list_data")).containsText("MQTT 5.0");

        button("Disconnect press-7").click();
        assertThat(messages()).containsText("press-7 disconnected.");
        assertThat(page.locator("#listForm\\:list_data")).containsText("No clients.");
    }

    @Test
    void subscriptionsAreFoundByFilterAndByTopic() {
        Mqtt5BlockingClient client = client("matcher");
        client.connect();
        client.subscribeWith().topicFilter("match/+/me").send();
        loginAsAdmin();
        visit("subscriptions.xhtml");
        page.getByLabel("Topic to match").fill("match/is/me");
        press("Ask");

        assertThat(page.locator("#listForm\\:list_data")).containsText("match/+/me");
        page.getByText("matcher").click();
        assertThat(page.locator("h1")).hasText("matcher");
        assertThat(page.locator("main")).containsText("127.0.0.1:");
        client.disconnect();
    }

    private static Mqtt5BlockingClient client(String clientId) {
        return HiveMqClients.of(broker.mqttPort(), clientId);
    }

    // ---- the page as a client

    @Test
    void aLiveMessageIsSeenAndOneIsPublished() throws Exception {
        loginAsAdmin();
        visit("try.xhtml");
        assertThat(page.locator("#connection")).containsText("connected as");
        page.getByLabel("Topic Filter").fill("live/#");
        button("Subscribe").click();
        assertThat(button("Unsubscribe from live/#")).isVisible();

        Mqtt5BlockingClient other = client("other");
        other.connect();
        try (Mqtt5BlockingClient.Mqtt5Publishes publishes = other.publishes(MqttGlobalPublishFilter.ALL)) {
            other.subscribeWith().topicFilter("live/answer").send();
            other.publishWith()
                    .topic("live/question")
                    .payload("<i>how?</i>".getBytes(StandardCharsets.UTF_8))
                    .send();
            assertThat(page.locator("#received")).containsText("<i>how?</i>");

            page.getByLabel("Topic", new Page.GetByLabelOptions().setExact(true))
                    .fill("live/answer");
            page.getByLabel("Payload").fill("so");
            button("Publish").click();
            assertThat(page.locator("#published")).hasText("acknowledged");
            Mqtt5Publish received =
                    publishes.receive(Await.LIMIT.toSeconds(), TimeUnit.SECONDS).orElseThrow();
            assertThat(received.getPayloadAsBytes())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("so");
        }
        other.disconnect();
    }

    // ---- settings, users, backups

    @Test
    void aSettingIsChangedAndTakenBack() {
        loginAsAdmin();
        visit("settings.xhtml");
        button("Change holdfast.retained.max-topic-levels").click();
        page.getByLabel("holdfast.retained.max-topic-levels").fill("many");
        button("Save").click();
        assertThat(messages()).containsText("holdfast.retained.max-topic-levels must be: 1 to 1000");
        page.getByLabel("holdfast.retained.max-topic-levels").fill("999");
        button("Save").click();
        assertThat(messages()).containsText("holdfast.retained.max-topic-levels set to 999.");
        button("Reset holdfast.retained.max-topic-levels").click();
        assertThat(messages()).containsText("reset to its configured or default value");
    }

    @Test
    void aUserIsMadeGetsAKeyAndIsDeleted() {
        loginAsAdmin();
        visit("users.xhtml");
        page.getByLabel("Name").fill("carol");
        page.locator("#create").getByLabel("Password").fill("carols-password");
        button("Create user").click();
        assertThat(messages()).containsText("User carol created.");

        button("Password and keys of carol").click();
        page.getByLabel("Purpose of a new API key").fill("a script");
        button("Create API key").click();
        assertThat(page.locator("#newKey")).hasText(Pattern.compile("hf_.{40,}"));
        String key = page.locator("#newKey").textContent();
        console.anonymous()
                .header("Authorization", "Bearer " + key)
                .get("/status")
                .then()
                .statusCode(200);

        page.onDialog(dialog -> dialog.accept());
        button("Delete carol").click();
        assertThat(messages()).containsText("User carol deleted.");
    }

    @Test
    void aBackupIsMadeAndFetched() {
        loginAsAdmin();
        visit("backups.xhtml");
        button("Create backup").click();
        assertThat(messages()).containsText("Backup created and checked.");
        Download download = page.waitForDownload(() -> page.getByRole(
                        AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("holdfast-.*\\.db")))
                .first()
                .click());
        assertThat(download.suggestedFilename()).matches("holdfast-\\d{8}T\\d{9}Z\\.db");
    }

    @Test
    void aViewerSeesEverythingAndChangesNothing() {
        login("viewer", Console.VIEWER_PASSWORD);
        assertThat(page.locator("#state")).hasText("running");
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Users")))
                .hasCount(0);
        visit("topics.xhtml");
        assertThat(page.locator("#listForm\\:list_data > tr")).hasCount(25);
        assertThat(page.getByText("Purge")).hasCount(0);
        visit("message.xhtml?topic=plant/line1/device1/state");
        assertThat(page.locator("#text")).hasText("on");
        assertThat(button("Publish")).hasCount(0);
        visit("users.xhtml");
        assertThat(page.locator("main")).containsText("This page requires the role admin");
        visit("settings.xhtml");
        assertThat(button("Change holdfast.log.level")).hasCount(0);
    }

    // ---- how it looks

    @Tag("same-on-every-server")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "overview",
                "topics",
                "message",
                "clients",
                "subscriptions",
                "try",
                "settings",
                "users",
                "audit",
                "backups",
                "account",
                "login"
            })
    void aPageIsForEverybodyOnEveryScreen(String name) {
        if (!name.equals("login")) {
            loginAsAdmin();
        }
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : List.of(1_280, 390)) {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                page.setViewportSize(width, HEIGHT);
                visit(name + ".xhtml" + (name.equals("message") ? "?topic=plant/line1/device1/state" : ""));
                assertThat(page.locator("h1")).isVisible();
                page.screenshot(new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(SCREENSHOTS.resolve(
                                name + "-" + scheme.name().toLowerCase(Locale.ROOT) + "-" + width + ".png")));

                assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                        .as("%s fits into %d pixels", name, width)
                        .isTrue();
                assertThat(new AxeBuilder(page).analyze().getViolations())
                        .filteredOn(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                        .extracting(Rule::getId, rule -> rule.getNodes().get(0).getHtml())
                        .as("%s, %s, %d", name, scheme, width)
                        .isEmpty();
            }
        }
    }
}
