package org.holdfast.web;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.holdfast.beans.overview.BrokerOverview;
import org.holdfast.beans.overview.Overview;
import org.jspecify.annotations.Nullable;

/** What overview.xhtml shows: one look at the broker for each request. */
@Named
@RequestScoped
public class OverviewPage {
    @EJB
    private BrokerOverview broker;

    private List<Row> rows = List.of();

    @PostConstruct
    void look() {
        rows = rows(broker.now());
    }

    /** The rows of the table, from top to bottom. */
    public List<Row> getRows() {
        return rows;
    }

    private static List<Row> rows(Overview overview) {
        List<Row> rows = new ArrayList<>();
        rows.add(new Row("State", overview.state()));
        rows.add(new Row("Version", overview.version()));
        rows.add(new Row("MQTT", text(overview.mqttAddress())));
        rows.add(new Row("WebSocket", text(overview.webSocketUri())));
        rows.add(new Row("Connections", number(overview.connections())));
        rows.add(new Row("Sessions", number(overview.sessions())));
        rows.add(new Row("Retained messages", number(overview.retainedCount())));
        rows.add(new Row("Memory of retained messages", number(overview.retainedBytes()) + " bytes"));
        rows.add(new Row(
                "Waiting for the database",
                number(overview.store().waitingTopics()) + " topics, "
                        + number(overview.store().waitingBytes()) + " bytes"));
        rows.add(new Row("Last commit", text(overview.store().lastCommit())));
        rows.add(new Row("Database", text(overview.database())));
        rows.add(new Row("Acknowledged when", text(overview.acknowledge())));
        if (overview.store().failure() != null) {
            rows.add(new Row("Failure", overview.store().failure()));
        }
        return List.copyOf(rows);
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String text(@Nullable Object value) {
        return value == null ? "-" : value.toString();
    }

    /** A name and its value. A class, because Faces reads properties by their getters. */
    public static final class Row {
        private final String name;
        private final String value;

        Row(String name, String value) {
            this.name = name;
            this.value = value;
        }

        /** What it is. */
        public String getName() {
            return name;
        }

        /** How it is now. */
        public String getValue() {
            return value;
        }
    }
}
