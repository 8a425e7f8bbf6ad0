package org.holdfast.adapter.link;

/** Finds the cause under the exceptions that containers and libraries wrap around each other. */
public final class Causes {
    private Causes() {}

    /** Returns the innermost cause; the failure itself when it has none. */
    public static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }
}
