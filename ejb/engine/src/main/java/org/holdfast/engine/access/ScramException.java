package org.holdfast.engine.access;

/** A message of a client is not one of SCRAM, or not one that is understood here. */
final class ScramException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String explanation;

    ScramException(String explanation) {
        super(explanation, null, false, false);
        this.explanation = explanation;
    }

    /** What is wrong, for people. */
    String explanation() {
        return explanation;
    }
}
