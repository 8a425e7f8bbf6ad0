package org.holdfast.beans.topics;

import java.util.List;

/**
 * The result of an import.
 *
 * @param complete whether all lines were processed
 * @param imported how many messages are retained now, or would be
 * @param kept how many topics kept their message
 * @param expired how many messages had expired before
 * @param bad how many lines were invalid
 * @param problems the first of those, each with its line and the reason
 */
public record ImportResult(boolean complete, long imported, long kept, long expired, long bad, List<String> problems) {}
