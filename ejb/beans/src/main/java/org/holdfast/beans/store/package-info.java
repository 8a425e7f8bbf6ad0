/**
 * Retained messages and sessions in a database: SQLite in a file, or PostgreSQL by configuration alone.
 *
 * <pre>
 *   engine ──> JpaStore ──> JpaRetainedStore ──> CurrentTransaction ──> EntityManager ──> pool ──> connection
 *              group        JpaSessionStore      one for each
 *              commits      entities of row      group commit
 * </pre>
 *
 * <p>{@link org.holdfast.beans.store.Database} is the entry point while a broker runs. First {@code sqlite}, which also checks the
 * file, or {@code postgresql} locks the database for this broker alone; then {@link org.holdfast.beans.store.Schema} migrates the
 * tables to the version of this program, and only then JPA connects. Without a broker the sub-commands of holdfast.jar use
 * {@code offline}.
 */
@NullMarked
package org.holdfast.beans.store;

import org.jspecify.annotations.NullMarked;
