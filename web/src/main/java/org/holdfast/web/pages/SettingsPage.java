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

/** The backing bean of settings.xhtml. */
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

    /** Returns all settings; none while the broker does not run. */
    public List<SettingView> getSettings() {
        try {
            return configuration.list();
        } catch (org.holdfast.beans.problem.UnavailableException e) {
            return List.of();
        }
    }

    /** Begins to edit a setting. */
    public void edit(SettingView setting) {
        edited = setting.name();
        value = setting.value();
    }

    /** Saves the setting that is edited. */
    public void save() {
        String name = edited;
        if (name != null
                && actions.change(
                        name + " set to " + value + ".", () -> configuration.change(name, value, user.getName()))) {
            edited = null;
        }
    }

    /** Reverts a change. */
    public void reset(SettingView setting) {
        actions.change(
                setting.name() + " reset to its configured or default value.",
                () -> configuration.reset(setting.name(), user.getName()));
        edited = null;
    }

    /** Cancels the editing. */
    public void cancel() {
        edited = null;
    }

    /** Returns the name of the setting that is edited, or null. */
    public @Nullable String getEdited() {
        return edited;
    }

    /** The new value of that setting. */
    public String getValue() {
        return value;
    }

    /** The new value of that setting. */
    public void setValue(String value) {
        this.value = value;
    }
}
