package org.holdfast.beans.store.row;

import jakarta.persistence.Column;
import jakarta.persistence.Table;
import java.lang.reflect.Modifier;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.holdfast.beans.store.connection.Dialect;

/**
 * The table of an entity in one dialect: SQL and values of rows, derived once from the annotations of the entity's fields.
 * Immutable; any thread.
 *
 * @param <E> the entity, with {@link Table}, and {@link Column} with a name at each field
 */
public final class EntityTable<E> {
    private static final int FETCH_SIZE = 500;

    private final Supplier<E> rows;
    private final List<EntityColumn> key;
    private final List<EntityColumn> columns;
    /** What {@link #upsert} binds: the columns, and again those whose hash is in the key. */
    private final List<EntityColumn> parameters;

    private final String upsert;
    private final String delete;
    private final String selectAll;
    private final String keyOrder;

    /** @param rows creates empty rows */
    EntityTable(Class<E> entity, Supplier<E> rows, Dialect dialect) {
        this.rows = rows;
        String table = entity.getAnnotation(Table.class).name();
        columns = columns(entity);
        key = columns.stream().filter(EntityColumn::isKey).toList();
        List<EntityColumn> hashed = dialect.hashesTextInKeys()
                ? key.stream().filter(EntityColumn::isText).toList()
                : List.of();
        parameters = Stream.concat(columns.stream(), hashed.stream()).toList();
        List<String> keyNames =
                key.stream().map(column -> column.inKey(dialect)).toList();
        upsert = upsert(table, hashed, keyNames, dialect);
        delete = "DELETE FROM " + table + " WHERE "
                + key.stream()
                        .map(column -> column.inKey(dialect) + " = " + column.valueInKey(dialect))
                        .collect(Collectors.joining(" AND "));
        selectAll = "SELECT " + columns.stream().map(EntityColumn::name).collect(Collectors.joining(", ")) + " FROM "
                + table;
        keyOrder = " ORDER BY " + String.join(", ", keyNames);
    }

    /** Returns the columns of an entity. */
    static List<EntityColumn> columns(Class<?> entity) {
        return Stream.of(entity.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .map(EntityColumn::of)
                .toList();
    }

    private String upsert(String table, List<EntityColumn> hashed, List<String> keyNames, Dialect dialect) {
        List<String> values = new ArrayList<>(Collections.nCopies(columns.size(), "?"));
        hashed.forEach(column -> values.add(column.valueInKey(dialect)));
        String names = Stream.concat(
                        columns.stream().map(EntityColumn::name),
                        hashed.stream().map(column -> column.inKey(dialect)))
                .collect(Collectors.joining(", "));
        String updates = columns.stream()
                .filter(column -> !column.isKey())
                .map(column -> column.name() + " = excluded." + column.name())
                .collect(Collectors.joining(", "));
        return "INSERT INTO %s (%s) VALUES (%s) ON CONFLICT (%s) DO %s"
                .formatted(
                        table,
                        names,
                        String.join(", ", values),
                        String.join(", ", keyNames),
                        updates.isEmpty() ? "NOTHING" : "UPDATE SET " + updates);
    }

    /** Returns the SQL that inserts a row, or updates the one with its key; see {@link #bind}. */
    public String upsert() {
        return upsert;
    }

    /** Returns the SQL that deletes a row; see {@link #bindKey}. */
    public String delete() {
        return delete;
    }

    /** Sets the parameters of {@link #upsert} to the values of a row. */
    void bind(PreparedStatement statement, E row) throws SQLException {
        bind(statement, row, parameters);
    }

    /** Sets the parameters of {@link #delete} to the key of a row, whose other fields do not matter. */
    void bindKey(PreparedStatement statement, E row) throws SQLException {
        bind(statement, row, key);
    }

    private void bind(PreparedStatement statement, E row, List<EntityColumn> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            values.get(i).bind(statement, i + 1, row);
        }
    }

    /** Reads all rows, a few at a time, in the transaction of the connection. */
    public void readAll(Connection connection, Consumer<E> consumer) throws SQLException {
        read(connection, selectAll, consumer);
    }

    /** Reads all rows in the order of the key, a few at a time, in the transaction of the connection. */
    public void readInOrder(Connection connection, Consumer<E> consumer) throws SQLException {
        read(connection, selectAll + keyOrder, consumer);
    }

    private void read(Connection connection, String sql, Consumer<E> consumer) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setFetchSize(FETCH_SIZE); // else PostgreSQL sends all of them at once
            try (ResultSet result = select.executeQuery()) {
                while (result.next()) {
                    consumer.accept(read(result));
                }
            }
        }
    }

    private E read(ResultSet result) throws SQLException {
        E row = rows.get();
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).read(result, i + 1, row);
        }
        return row;
    }
}
