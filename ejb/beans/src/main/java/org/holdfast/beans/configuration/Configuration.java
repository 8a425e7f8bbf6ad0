package org.holdfast.beans.configuration;

import jakarta.ejb.Local;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All settings, and the change of those that may change while the broker runs. */
@Local
public interface Configuration {
    /** Every setting, in the order of the manual. */
    List<SettingView> list();

    /** One of them; {@link org.holdfast.beans.problem.NotFoundException} when there is none of this name. */
    SettingView get(String name);

    /**
     * Changes one, for now and for later starts; whatever is set elsewhere.
     *
     * @param who does it
     */
    SettingView change(String name, @Nullable String value, String who);

    /**
     * Takes a change back: what is set elsewhere holds again, or the default.
     *
     * @param who does it
     */
    SettingView reset(String name, String who);
}
