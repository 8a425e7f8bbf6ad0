/**
 * What is SQLite's own: files, which one broker has for itself and no other user may read.
 *
 * <pre>
 *   DataFolder         taken for one broker; FolderPermissions closes its files
 *   Inspection         is the file sound? LogScan and LogIndex: has its log lost commits? Damage: what to do
 *   Checkpointer       copies the log into the file, beside the commits
 *   SqliteCopy         backup, restore, check
 * </pre>
 */
@NullMarked
package org.holdfast.beans.store.sqlite;

import org.jspecify.annotations.NullMarked;
