package org.holdfast.adapter.outbound;

/** Thrown when not all messages of a transaction were published. */
final class NotAllPublishedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean someMayHaveLeft;

    /**
     * Creates an exception that gives the numbers of messages.
     *
     * @param published how many the broker has accepted
     * @param unanswered how many it may have accepted
     */
    NotAllPublishedException(int all, int published, int unanswered, Exception why) {
        super(
                "of %d messages %d were published%s: %s"
                        .formatted(
                                all,
                                published,
                                unanswered == 0 ? "" : " and " + unanswered + " may have been",
                                why.getMessage()),
                why);
        someMayHaveLeft = published + unanswered > 0;
    }

    /** Whether a subscriber may have received one. */
    boolean someMayHaveLeft() {
        return someMayHaveLeft;
    }
}
