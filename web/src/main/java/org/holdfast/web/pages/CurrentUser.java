package org.holdfast.web.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.security.Principal;
import org.holdfast.beans.users.Role;

/** The user of the page. */
@Named("user")
@RequestScoped
public class CurrentUser {
    @Inject
    private FacesContext faces;

    public String getName() {
        Principal principal = faces.getExternalContext().getUserPrincipal();
        return principal == null ? "" : principal.getName();
    }

    /** Whether the user may change something. */
    public boolean isAdmin() {
        return faces.getExternalContext().isUserInRole(Role.ADMIN_NAME);
    }
}
