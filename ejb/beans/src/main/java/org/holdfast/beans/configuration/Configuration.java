package org.holdfast.beans.configuration;

import jakarta.ejb.Local;
import java.util.List;
import org.holdfast.beans.network.RequestRules;
import org.jspecify.annotations.Nullable;

/** Lists all settings, and changes those that may change while the broker runs. */
@Local
public interface Configuration {
    /** Returns all settings, in the order of the manual. */
    List<SettingView> list();

    /** Returns the rules for HTTP requests; the strictest ones while the broker is not running. */
    RequestRules requestRules();

    /** Returns one setting; {@link org.holdfast.beans.problem.NotFoundException} when there is none of this name. */
    SettingView get(String name);

    /**
     * Changes a setting, now and for later starts; it overrides the configured value.
     *
     * @param who the user
     */
    SettingView change(String name, @Nullable String value, String who);

    /**
     * Reverts a change: the configured value applies again, or the default.
     *
     * @param who the user
     */
    SettingView reset(String name, String who);
}
