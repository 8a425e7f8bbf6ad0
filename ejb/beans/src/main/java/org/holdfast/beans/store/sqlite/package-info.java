/**
 * The part for SQLite: its files, which one broker has locked and no other user may read.
 *
 * <pre>
 *   DataFolder         locked for one broker; FolderPermissions closes its files
 *   Inspection         is the file sound? LogScan and LogIndex: has its log lost commits? Damage: what to do
 *   Checkpointer       copies the log into the file, beside the commits
 *   SqliteCopy         makes and checks a backup
 * </pre>
 */
@NullMarked
package org.holdfast.beans.store.sqlite;

import org.jspecify.annotations.NullMarked;
