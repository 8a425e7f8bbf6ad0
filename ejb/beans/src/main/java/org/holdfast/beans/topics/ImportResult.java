package org.holdfast.beans.topics;

import java.util.List;

/**
 * What an import has come to.
 *
 * @param complete whether all lines have been gone through
 * @param imported how many messages are retained now, or would be
 * @param kept how many topics kept what they had
 * @param expired how many messages had expired before
 * @param bad how many lines were not taken
 * @param problems the first of those, each with its line and the reason
 */
public record ImportResult(boolean complete, long imported, long kept, long expired, long bad, List<String> problems) {}
