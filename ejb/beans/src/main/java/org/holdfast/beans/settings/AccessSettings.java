package org.holdfast.beans.settings;

import java.util.Map;

/**
 * The settings of who may connect.
 *
 * @param users the password of each user, or its SCRAM verifier as text, by User Name
 * @param isAnonymousAllowed whether a client without User Name may connect
 */
public record AccessSettings(Map<String, String> users, boolean isAnonymousAllowed) {
    /** Whether there are users, as which clients must or can authenticate. */
    public boolean isConfigured() {
        return !users.isEmpty();
    }

    @Override
    public String toString() {
        return "AccessSettings[" + users.size() + " users, anonymous " + (isAnonymousAllowed ? "allowed" : "refused")
                + "]";
    }
}
