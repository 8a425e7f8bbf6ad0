package org.holdfast.beans.store;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of sessions, which are the same in all databases, and the SQL on them. */
enum SessionTable {
    /** Sessions, with the delayed Will. */
    SESSION(
            "session",
            "number",
            "number, client_id, expiry, expires_at, will_at, will_topic, will_payload, will_qos, will_retain,"
                    + " will_properties, will_expiry, will_delay"),

    SUBSCRIPTION(
            "session_subscription",
            "session, filter_sha256",
            "session, filter_sha256, filter, qos, no_local, retain_as_published, retain_handling, identifier"),

    /** Subscriptions that have not received all their retained messages. */
    OWED("session_owed", "session, filter_sha256", "session, filter_sha256, filter, after_topic"),

    /** QoS 2 messages of the client that it has not released. */
    RECEIVED("session_received", "session, packet_id", "session, packet_id"),

    /** QoS 1 and 2 messages for the client. */
    DELIVERY(
            "session_delivery",
            "number",
            "number, session, packet_id, qos, retain, identifiers, shared_filter, topic, payload, message_qos,"
                    + " message_retain, properties, publisher, published_at, expires_at, begun_at");

    private final String upsert;
    private final String delete;
    private final String selectAll;

    SessionTable(String table, String key, String columns) {
        String[] all = columns.split(", ");
        String values = Stream.of(all)
                .filter(column -> !Arrays.asList(key.split(", ")).contains(column))
                .map(column -> column + " = excluded." + column)
                .collect(Collectors.joining(", "));
        upsert = "INSERT INTO %s (%s) VALUES (%s) ON CONFLICT (%s) DO %s"
                .formatted(
                        table,
                        columns,
                        "?, ".repeat(all.length - 1) + "?",
                        key,
                        values.isEmpty() ? "NOTHING" : "UPDATE SET " + values);
        delete = "DELETE FROM " + table + " WHERE " + key.replace(", ", " = ? AND ") + " = ?";
        selectAll = "SELECT " + columns + " FROM " + table + " ORDER BY " + key;
    }

    /** Returns the SQL that inserts a row, or updates the one with its key. Parameters: the columns in their order. */
    String upsert() {
        return upsert;
    }

    /** Returns the SQL that deletes a row. The parameters are the columns of the key. */
    String delete() {
        return delete;
    }

    /** Returns the SQL that reads all rows in the order of the key. */
    String selectAll() {
        return selectAll;
    }
}
