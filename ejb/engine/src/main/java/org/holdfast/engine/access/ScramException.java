package org.holdfast.engine.access;

/** A message of a client is not a SCRAM message, or is not supported. */
final class ScramException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String explanation;

    ScramException(String explanation) {
        super(explanation, null, false, false);
        this.explanation = explanation;
    }

    /** The explanation in words. */
    String explanation() {
        return explanation;
    }
}
