package org.holdfast.beans.audit;

/**
 * An entry that the database has not numbered yet.
 *
 * @param at when, in milliseconds of the wall clock
 * @param who the user
 * @param action what
 * @param subject to what
 * @param detail how; may be empty
 */
record NewEntry(long at, String who, String action, String subject, String detail) {}
