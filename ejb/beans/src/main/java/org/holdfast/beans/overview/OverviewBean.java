package org.holdfast.beans.overview;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.holdfast.beans.ProductVersion;
import org.holdfast.beans.overview.Overview.StoreOverview;
import org.holdfast.beans.settings.Settings;
import org.holdfast.beans.settings.StoreSettings;
import org.holdfast.beans.state.BrokerState;
import org.holdfast.beans.state.State;
import org.holdfast.beans.store.sqlite.SqliteFiles;
import org.holdfast.engine.BrokerStatus;
import org.holdfast.engine.commit.CommitStatus;
import org.holdfast.engine.retained.RetainedLimits;
import org.holdfast.engine.retained.RetainedStatus;
import org.jspecify.annotations.Nullable;

/** Builds the overview from the broker's status and its settings. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class OverviewBean implements BrokerOverview {
    @Inject
    private BrokerState state;

    @Inject
    private History history;

    @Override
    public List<Sample> history() {
        return history.samples();
    }

    @Override
    public Overview now() {
        State current = state.current();
        return current instanceof State.Running running ? overview(running) : idle(current);
    }

    /** Returns the overview of a broker that does not serve clients. */
    private static Overview idle(State current) {
        String name = current.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        return new Overview(
                ProductVersion.current(),
                name,
                List.of(
                        current instanceof State.Standby standby
                                ? "The broker is on standby and serves no clients: " + standby.reason()
                                : "The broker is " + name + " and serves no clients."),
                0,
                null,
                null,
                0,
                0,
                0,
                0,
                0,
                null,
                null,
                StoreOverview.NONE,
                null,
                Heap.used(),
                Heap.maximum());
    }

    private Overview overview(State.Running running) {
        BrokerStatus status = running.broker().status();
        RetainedStatus retained = status.retained();
        Settings settings = running.settings();
        return new Overview(
                ProductVersion.current(),
                status.commits().failure() == null ? "running" : "failing",
                problems(status, settings),
                status.uptime().toSeconds(),
                address(running),
                webSocketUri(running),
                status.connections(),
                status.sessions().total(),
                status.subscriptions(),
                retained.count(),
                retained.bytes(),
                settings.store().location(),
                settings.broker().retained().acknowledge().name().toLowerCase(Locale.ROOT),
                store(status, settings.store()),
                history.last(),
                Heap.used(),
                Heap.maximum());
    }

    /** Returns the problems, and what they mean for clients. */
    private static List<String> problems(BrokerStatus status, Settings settings) {
        List<String> problems = new ArrayList<>();
        String failure = status.commits().failure();
        if (failure != null) {
            problems.add("The database does not accept changes: " + failure + ". "
                    + status.retained().waitingTopics()
                    + " changed topics wait in memory, and their publishers wait for acknowledgements.");
        }
        if (!status.listening()) {
            problems.add("The MQTT listener does not accept connections.");
        }
        if (status.sessions().memoryUsed() >= status.sessions().maximumMemory()) {
            problems.add(
                    "The memory of sessions has reached holdfast.memory.max-bytes: clients that hold most lose messages,"
                            + " and new sessions are refused.");
        }
        addReached(status.retained(), settings.broker().retained().limits(), problems);
        return problems;
    }

    private static void addReached(RetainedStatus retained, RetainedLimits limits, List<String> problems) {
        if (retained.count() >= limits.maximumMessages()) {
            problems.add("The number of retained messages has reached holdfast.retained.max-messages: new topics are"
                    + " refused.");
        }
        if (retained.bytes() >= limits.maximumBytes()) {
            problems.add("The memory of retained messages has reached holdfast.retained.max-bytes: further ones"
                    + " are refused.");
        }
    }

    private static StoreOverview store(BrokerStatus status, StoreSettings settings) {
        RetainedStatus retained = status.retained();
        CommitStatus commits = status.commits();
        SqliteFiles files = settings.isSqlite() ? new SqliteFiles(settings.file()) : null;
        return new StoreOverview(
                retained.waitingTopics(),
                retained.waitingBytes(),
                status.sessions().waitingChanges(),
                commits.commits() == 0 ? null : Instant.ofEpochMilli(commits.lastCommit()),
                commits.lastCommitMillis(),
                commits.commits(),
                commits.committedChanges(),
                files == null ? null : files.main().toFile().length(),
                files == null ? null : files.log().toFile().length(),
                commits.failure());
    }

    private static String address(State.Running running) {
        return running.broker().address().getAddress().getHostAddress() + ":"
                + running.broker().address().getPort();
    }

    private static @Nullable String webSocketUri(State.Running running) {
        URI uri = running.broker().webSocketUri();
        return uri == null ? null : uri.toString();
    }
}
