package org.holdfast.beans.topics;

/**
 * How an import goes about it.
 *
 * @param dryRun whether nothing is to be changed
 * @param keepsExisting whether a topic that keeps a message is passed over
 * @param skipsBad whether a line that is wrong is left out; if not, it ends the import
 */
public record ImportRules(boolean dryRun, boolean keepsExisting, boolean skipsBad) {}
