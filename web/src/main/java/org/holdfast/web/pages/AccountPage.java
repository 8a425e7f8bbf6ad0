package org.holdfast.web.pages;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import org.holdfast.beans.users.ThrottledException;
import org.holdfast.beans.users.Users;
import org.holdfast.web.security.Sender;

/** The backing bean of account.xhtml, on which users change their own password. */
@Named
@RequestScoped
public class AccountPage {
    @EJB
    private Users users;

    @Inject
    private Actions actions;

    @Inject
    private CurrentUser user;

    @Inject
    private HttpServletRequest request;

    private String current = "";
    private String password = "";

    /** Changes the password, if the current one is correct; then all sessions with it must log in again. */
    public void change() {
        try {
            if (users.verify(user.getName(), current, Sender.address(request)) == null) {
                actions.failed("The current password is wrong.");
            } else {
                actions.attempt(() -> {
                    users.changePassword(user.getName(), password, user.getName());
                    actions.tell("Password changed. Log in again.");
                });
            }
        } catch (ThrottledException e) {
            actions.failed("Too many wrong passwords. Try again in " + e.seconds() + " seconds.");
        }
    }

    public String getCurrent() {
        return "";
    }

    /** Sets the current password. */
    public void setCurrent(String current) {
        this.current = current;
    }

    public String getPassword() {
        return "";
    }

    /** Sets the new password. */
    public void setPassword(String password) {
        this.password = password;
    }
}
