package org.holdfast.beans.topics;

/**
 * The rules of an import.
 *
 * @param dryRun whether nothing is changed
 * @param keepsExisting whether a topic that has a retained message is skipped
 * @param skipsBad whether an invalid line is skipped; if not, it ends the import
 */
public record ImportRules(boolean dryRun, boolean keepsExisting, boolean skipsBad) {}
