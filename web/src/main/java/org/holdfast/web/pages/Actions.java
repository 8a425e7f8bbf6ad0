package org.holdfast.web.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import java.util.Locale;
import org.holdfast.beans.problem.ProblemException;

/** Runs the action of a button, and shows its outcome on the page. */
@RequestScoped
public class Actions {
    @Inject
    private FacesContext faces;

    @Inject
    private CurrentUser user;

    /**
     * Runs a change, if the user may: to leave out the button is no protection.
     *
     * @param done the message after success
     * @return whether it has succeeded
     */
    public boolean change(String done, Runnable action) {
        if (!user.isAdmin()) {
            failed("This requires the role admin.");
            return false;
        }
        return attempt(() -> {
            action.run();
            tell(done);
        });
    }

    /** Runs an action that any user may; false when it has failed. */
    public boolean attempt(Runnable action) {
        try {
            action.run();
            return true;
        } catch (ProblemException e) {
            failed(sentence(String.valueOf(e.getMessage())));
            return false;
        }
    }

    private static String sentence(String message) {
        boolean beginsWithAName = message.startsWith("holdfast.");
        String begun =
                beginsWithAName ? message : message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1);
        return begun.endsWith(".") ? begun : begun + ".";
    }

    /** Shows the message of a success. */
    public void tell(String message) {
        faces.addMessage(null, new FacesMessage(FacesMessage.SEVERITY_INFO, message, null));
    }

    /** Shows the message of a failure. */
    public void failed(String message) {
        faces.addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, message, null));
    }
}
