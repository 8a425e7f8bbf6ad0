package org.holdfast.adapter.outbound;

/** Messages of a transaction have not all been published. */
final class NotAllPublishedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean someMayHaveLeft;

    /**
     * Says how far it has come.
     *
     * @param published how many the broker has taken
     * @param unanswered how many it may have taken
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

    /** Whether a subscriber may have got one. */
    boolean someMayHaveLeft() {
        return someMayHaveLeft;
    }
}
