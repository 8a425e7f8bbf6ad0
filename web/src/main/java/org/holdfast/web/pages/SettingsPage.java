package org.holdfast.web.pages;

import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import org.holdfast.beans.configuration.Configuration;
import org.holdfast.beans.configuration.SettingView;
import org.jspecify.annotations.Nullable;

/** What settings.xhtml shows and changes. */
@Named
@ViewScoped
public class SettingsPage implements Serializable {
    private static final long serialVersionUID = 1L;

    @EJB
    private transient Configuration configuration;

    @Inject
    private transient Actions actions;

    @Inject
    private transient CurrentUser user;

    private @Nullable String edited;
    private String value = "";

    /** All of them; none while the broker does not run. */
    public List<SettingView> getSettings() {
        try {
            return configuration.list();
        } catch (org.holdfast.beans.problem.UnavailableException e) {
            return List.of();
        }
    }

    /** Opens one for a change. */
    public void edit(SettingView setting) {
        edited = setting.name();
        value = setting.value();
    }

    /** Changes the one that is open. */
    public void save() {
        String name = edited;
        if (name != null
                && actions.change(
                        name + " set to " + value + ".", () -> configuration.change(name, value, user.getName()))) {
            edited = null;
        }
    }

    /** Takes a change back. */
    public void reset(SettingView setting) {
        actions.change(
                setting.name() + " reset to its configured or default value.",
                () -> configuration.reset(setting.name(), user.getName()));
        edited = null;
    }

    /** Leaves the one that is open as it is. */
    public void cancel() {
        edited = null;
    }

    /** The name of the one that is open, or null. */
    public @Nullable String getEdited() {
        return edited;
    }

    /** Its value to be. */
    public String getValue() {
        return value;
    }

    /** Its value to be. */
    public void setValue(String value) {
        this.value = value;
    }
}
