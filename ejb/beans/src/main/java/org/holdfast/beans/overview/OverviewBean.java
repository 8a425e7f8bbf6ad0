package org.holdfast.beans.overview;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import org.holdfast.beans.ProductVersion;
import org.holdfast.beans.settings.Settings;
import org.holdfast.beans.state.BrokerState;
import org.holdfast.beans.state.State;
import org.holdfast.engine.BrokerStatus;
import org.holdfast.engine.retained.RetainedStatus;
import org.jspecify.annotations.Nullable;

/** Makes the overview out of the broker's status and its settings. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class OverviewBean implements BrokerOverview {
    @Inject
    private BrokerState state;

    @Override
    public Overview now() {
        State current = state.current();
        return current instanceof State.Running running
                ? overview(running)
                : Overview.idle(
                        ProductVersion.current(),
                        current.getClass().getSimpleName().toLowerCase(Locale.ROOT));
    }

    private static Overview overview(State.Running running) {
        BrokerStatus status = running.broker().status();
        RetainedStatus retained = status.retained();
        Settings settings = running.settings();
        return new Overview(
                ProductVersion.current(),
                retained.failure() == null ? "running" : "failing",
                address(running),
                webSocketUri(running),
                status.connections(),
                status.sessions().total(),
                retained.count(),
                retained.bytes(),
                retained.waitingTopics(),
                retained.waitingBytes(),
                settings.store().location(),
                settings.broker().retained().acknowledge().name().toLowerCase(Locale.ROOT),
                retained.commits() == 0 ? null : Instant.ofEpochMilli(retained.lastCommit()),
                retained.failure());
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
