package org.holdfast.beans.audit;

/**
 * An entry that the database has not numbered yet.
 *
 * @param at the time, in milliseconds of the wall clock
 * @param who the user
 * @param action the kind of action
 * @param subject the object of the action
 * @param detail the details; may be empty
 */
record NewEntry(long at, String who, String action, String subject, String detail) {}
