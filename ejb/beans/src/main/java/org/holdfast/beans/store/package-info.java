/**
 * Retained messages and sessions in a database: SQLite in a file, or PostgreSQL by configuration alone.
 *
 * <pre>
 *   engine ──> JpaStore ──> JpaRetainedStore ──> CurrentTransaction ──> EntityManager ──> pool ──> connection
 *              group        JpaSessionStore      one for each
 *              commits      rows by JDBC         group commit
 * </pre>
 *
 * <p>{@link org.holdfast.beans.store.Database} is the way in while a broker runs. First the database is taken for this broker alone,
 * by {@code sqlite}, which also looks whether the file is sound, or by {@code postgresql}; then
 * {@link org.holdfast.beans.store.Schema} brings the tables to the version of this program, and only then JPA connects. Without a broker
 * the sub-commands of holdfast.jar come through {@code offline}.
 */
@NullMarked
package org.holdfast.beans.store;

import org.jspecify.annotations.NullMarked;
