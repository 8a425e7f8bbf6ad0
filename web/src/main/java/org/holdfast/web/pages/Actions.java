package org.holdfast.web.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import java.util.Locale;
import org.holdfast.beans.problem.ProblemException;

/** Does what a button of a page is for, and tells on the page what has become of it. */
@RequestScoped
public class Actions {
    @Inject
    private FacesContext faces;

    @Inject
    private CurrentUser user;

    /**
     * Changes something, if the user may: a page without the button is no protection.
     *
     * @param done what to tell afterwards
     * @return whether it is done
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

    /** Does something that anybody may; false when it has failed. */
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

    /** Tells that something is done. */
    public void tell(String message) {
        faces.addMessage(null, new FacesMessage(FacesMessage.SEVERITY_INFO, message, null));
    }

    /** Tells that something is not done. */
    public void failed(String message) {
        faces.addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, message, null));
    }
}
