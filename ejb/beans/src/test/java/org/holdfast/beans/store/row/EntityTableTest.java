package org.holdfast.beans.store.row;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.mappings.DirectToFieldMapping;
import org.eclipse.persistence.sessions.Session;
import org.holdfast.beans.settings.StoreSettings;
import org.holdfast.beans.store.TestDatabase;
import org.holdfast.beans.store.connection.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The mapping that is derived here is the one of JPA. */
class EntityTableTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            classes = {
                StoredMessage.class,
                StoredSession.class,
                StoredSubscription.class,
                StoredOwed.class,
                StoredReceived.class,
                StoredDelivery.class
            })
    void tableColumnsAndKeyAreThoseOfEclipseLink(Class<?> entity) throws Exception {
        ClassDescriptor descriptor = descriptor(entity);
        String table = entity.getAnnotation(Table.class).name();
        List<EntityColumn> columns = EntityTable.columns(entity);

        assertThat(descriptor.getTableName()).isEqualTo(table);
        assertThat(names(columns.stream().filter(EntityColumn::isKey)))
                .containsExactlyInAnyOrderElementsOf(unqualified(descriptor.getPrimaryKeyFieldNames().stream(), table));
        assertThat(columns.stream().collect(Collectors.toMap(EntityColumn::fieldName, EntityColumn::name)))
                .isEqualTo(columnsByField(descriptor, table));
    }

    private ClassDescriptor descriptor(Class<?> entity) throws Exception {
        StoreSettings settings =
                new StoreSettings("jdbc:sqlite:" + folder.resolve("holdfast.db"), null, null, 2_000, "FULL");
        try (TestDatabase database = new TestDatabase(settings)) {
            return database.inNew(
                    entityManager -> entityManager.unwrap(Session.class).getDescriptor(entity));
        }
    }

    private static List<String> names(Stream<EntityColumn> columns) {
        return columns.map(EntityColumn::name).toList();
    }

    private static List<String> unqualified(Stream<String> fields, String table) {
        return fields.map(field -> unqualified(field, table)).toList();
    }

    private static String unqualified(String field, String table) {
        assertThat(field).startsWith(table + ".");
        return field.substring(table.length() + 1);
    }

    private static Map<String, String> columnsByField(ClassDescriptor descriptor, String table) {
        return descriptor.getMappings().stream()
                .map(DirectToFieldMapping.class::cast)
                .collect(Collectors.toMap(
                        DirectToFieldMapping::getAttributeName, mapping -> unqualified(mapping.getFieldName(), table)));
    }

    @Test
    void sqlOfSqlite() {
        EntityTable<StoredOwed> owed = Tables.in(Dialect.SQLITE).owed();

        assertThat(owed.upsert())
                .isEqualTo("INSERT INTO session_owed (session, filter_sha256, filter, after_topic) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT (session, filter_sha256)"
                        + " DO UPDATE SET filter = excluded.filter, after_topic = excluded.after_topic");
        assertThat(owed.delete()).isEqualTo("DELETE FROM session_owed WHERE session = ? AND filter_sha256 = ?");
        assertThat(Tables.in(Dialect.SQLITE).messages().delete())
                .isEqualTo("DELETE FROM retained_message WHERE topic = ?");
    }

    @Test
    void rowThatIsNothingButItsKeyIsNotUpdated() {
        assertThat(Tables.in(Dialect.SQLITE).received().upsert())
                .endsWith(" ON CONFLICT (session, packet_id) DO NOTHING");
    }

    @Test
    void textInTheKeyIsHashedForPostgresql() {
        EntityTable<StoredMessage> messages = Tables.in(Dialect.POSTGRESQL).messages();

        assertThat(messages.upsert())
                .startsWith("INSERT INTO retained_message (topic, payload, ")
                .contains(
                        ", version_node, topic_sha256) VALUES (?, ?, ",
                        ", ?, sha256(convert_to(?, 'UTF8'))) ON CONFLICT (topic_sha256) DO UPDATE SET payload = ");
        assertThat(messages.delete())
                .isEqualTo("DELETE FROM retained_message WHERE topic_sha256 = sha256(convert_to(?, 'UTF8'))");
    }
}
