package org.holdfast.web.pages;

import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import org.holdfast.beans.users.KeyView;
import org.holdfast.beans.users.NewKey;
import org.holdfast.beans.users.UserView;
import org.holdfast.beans.users.Users;
import org.jspecify.annotations.Nullable;

/** The backing bean of users.xhtml, for admins. */
@Named
@ViewScoped
public class UsersPage implements Serializable {
    private static final long serialVersionUID = 1L;

    @EJB
    private transient Users users;

    @Inject
    private transient Actions actions;

    @Inject
    private transient CurrentUser user;

    private String name = "";
    private String role = "viewer";
    private String password = "";
    private @Nullable String selected;
    private String label = "";
    private @Nullable String newKey;

    /** Returns all users; none for users who may not see them. */
    public List<UserView> getUsers() {
        return user.isAdmin() ? users.list() : List.of();
    }

    public void create() {
        actions.change("User " + name + " created.", () -> {
            users.create(name, role, password, user.getName());
            name = "";
        });
        password = "";
    }

    /** Changes the role of a user to the other one. */
    public void changeRole(UserView of) {
        String other = of.role().equals("admin") ? "viewer" : "admin";
        actions.change(
                "Role of " + of.name() + " changed to " + other + ".",
                () -> users.changeRole(of.name(), other, user.getName()));
    }

    public void delete(UserView of) {
        actions.change("User " + of.name() + " deleted.", () -> users.delete(of.name(), user.getName()));
        selected = null;
    }

    /** Selects a user, for a new password and for keys. */
    public void select(UserView of) {
        selected = of.name();
        newKey = null;
    }

    /** Changes the password of the selected user. */
    public void changePassword() {
        String of = selected;
        if (of != null) {
            actions.change("Password of " + of + " changed.", () -> users.changePassword(of, password, user.getName()));
        }
        password = "";
    }

    /** Returns the keys of the selected user. */
    public List<KeyView> getKeys() {
        return selected == null || !user.isAdmin() ? List.of() : users.keys(selected);
    }

    /** Creates a key for the selected user. */
    public void createKey() {
        String of = selected;
        if (of != null) {
            actions.change("API key created. It is shown only once.", () -> {
                NewKey made = users.createKey(of, label, null, user.getName());
                newKey = made.key();
                label = "";
            });
        }
    }

    /** Revokes a key of the selected user. */
    public void deleteKey(KeyView key) {
        String of = selected;
        if (of != null) {
            actions.change("API key revoked.", () -> users.deleteKey(of, key.id(), user.getName()));
        }
    }

    /** The name of a new user. */
    public String getName() {
        return name;
    }

    /** The name of a new user. */
    public void setName(String name) {
        this.name = name;
    }

    /** The role of a new user. */
    public String getRole() {
        return role;
    }

    /** The role of a new user. */
    public void setRole(String role) {
        this.role = role;
    }

    public String getPassword() {
        return "";
    }

    /** Sets the new password. */
    public void setPassword(String password) {
        this.password = password;
    }

    /** Returns the selected user, or null. */
    public @Nullable String getSelected() {
        return selected;
    }

    /** The purpose of a new key. */
    public String getLabel() {
        return label;
    }

    /** The purpose of a new key. */
    public void setLabel(String label) {
        this.label = label;
    }

    /** Returns the key just created, or null. */
    public @Nullable String getNewKey() {
        return newKey;
    }
}
