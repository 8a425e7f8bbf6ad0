/**
 * Retained messages and sessions in a database: SQLite in a file, or PostgreSQL by configuration alone.
 *
 * <pre>
 *   engine ──> JpaStore ──> JpaRetainedStore ──> CurrentTransaction ──> EntityManager ──> pool ──> ConfiguredDataSource
 *              group        JpaSessionStore      one for each                             │        connections as the
 *              commits      rows by JDBC         group commit                             │        settings say
 *                                                                                         └──> or ServerDataSource: the
 *                                                                                              administrator's, wrapped
 *                  └──> Checkpointer: SQLite's log into the file
 * </pre>
 *
 * <p>{@link org.holdfast.beans.store.Database} is the way in while a broker runs: first
 * {@link org.holdfast.beans.store.DataFolder} takes the folder for this broker alone and
 * {@link org.holdfast.beans.store.FolderPermissions} closes its files to other users (of PostgreSQL
 * {@link org.holdfast.beans.store.Ownership} takes the lock), then
 * {@link org.holdfast.beans.store.Inspection} looks whether the file is sound, then {@link org.holdfast.beans.store.Schema}
 * brings the tables to the version of this program, and only then JPA connects. Without a broker the sub-commands of
 * holdfast.jar come through {@link org.holdfast.beans.store.OfflineDatabase}, {@link org.holdfast.beans.store.Snapshot} and
 * {@link org.holdfast.beans.store.SqliteCopy}.
 */
@NullMarked
package org.holdfast.beans.store;

import org.jspecify.annotations.NullMarked;
