/**
 * The retained messages in a database: SQLite in a file, or PostgreSQL by configuration alone.
 *
 * <pre>
 *   engine ──> JpaRetainedStore ──> JtaTransactions ──> EntityManager ──> pool ──> ConfiguredDataSource
 *              reads by JPQL,       one for each call                              connections as the
 *              writes by JDBC batch                                                settings say
 * </pre>
 *
 * <p>{@link org.holdfast.beans.store.Database} is the way in: first {@link org.holdfast.beans.store.DataFolder} takes the
 * folder for this broker alone, then {@link org.holdfast.beans.store.Inspection} looks whether the file is sound, then {@link org.holdfast.beans.store.Schema} brings the tables to the version of this
 * program, and only then JPA connects.
 */
@NullMarked
package org.holdfast.beans.store;

import org.jspecify.annotations.NullMarked;
