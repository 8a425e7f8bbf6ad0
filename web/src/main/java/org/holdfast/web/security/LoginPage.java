package org.holdfast.web.security;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.holdfast.beans.problem.UnavailableException;
import org.holdfast.beans.users.Identity;
import org.holdfast.beans.users.ThrottledException;
import org.holdfast.beans.users.Users;
import org.jspecify.annotations.Nullable;

/** The backing bean of login.xhtml: login and logout. */
@Named
@RequestScoped
public class LoginPage {
    @EJB
    private Users users;

    @Inject
    private FacesContext faces;

    private String name = "";
    private String password = "";
    private @Nullable String from;

    /** Logs the user in, or says why not. */
    public void login() throws IOException {
        HttpServletRequest request =
                (HttpServletRequest) faces.getExternalContext().getRequest();
        try {
            Identity identity = users.verify(name, password, Sender.address(request));
            if (identity == null) {
                say("The name or password is wrong.");
            } else {
                Sessions.begin(request, identity);
                leadTo(from != null && Paths.isOwnPage(from) ? from : "/overview.xhtml");
            }
        } catch (ThrottledException e) {
            say("Too many wrong passwords. Try again in " + e.seconds() + " seconds.");
        } catch (UnavailableException e) {
            say("Logging in is not possible at present: " + e.getMessage() + ".");
        }
    }

    /** Logs the user out. */
    public void logout() throws IOException {
        Sessions.end((HttpServletRequest) faces.getExternalContext().getRequest());
        leadTo(Paths.LOGIN);
    }

    private void leadTo(String path) throws IOException {
        ExternalContext external = faces.getExternalContext();
        external.redirect(external.getRequestContextPath() + path);
        faces.responseComplete();
    }

    private void say(String message) {
        faces.addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, message, null));
    }

    /** The name of the user. */
    public String getName() {
        return name;
    }

    /** The name of the user. */
    public void setName(String name) {
        this.name = name;
    }

    public String getPassword() {
        return "";
    }

    /** Sets the password. */
    public void setPassword(String password) {
        this.password = password;
    }

    /** The requested page, or null. */
    public @Nullable String getFrom() {
        return from;
    }

    /** The requested page. */
    public void setFrom(@Nullable String from) {
        this.from = from;
    }
}
