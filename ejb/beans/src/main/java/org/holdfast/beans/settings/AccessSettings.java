package org.holdfast.beans.settings;

import java.util.Map;

/**
 * Who may connect.
 *
 * @param users the password of each user, or its SCRAM verifier as text, by User Name
 * @param isAnonymousAllowed whether a client without User Name may connect
 */
public record AccessSettings(Map<String, String> users, boolean isAnonymousAllowed) {
    /** Whether clients have to show who they are, or at least can. */
    public boolean isConfigured() {
        return !users.isEmpty();
    }

    @Override
    public String toString() {
        return "AccessSettings[" + users.size() + " users, anonymous " + (isAnonymousAllowed ? "allowed" : "refused")
                + "]";
    }
}
