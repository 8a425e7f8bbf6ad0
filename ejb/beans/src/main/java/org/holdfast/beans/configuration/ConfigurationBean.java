package org.holdfast.beans.configuration;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.holdfast.beans.audit.Action;
import org.holdfast.beans.audit.Audit;
import org.holdfast.beans.network.RequestRules;
import org.holdfast.beans.problem.ConflictException;
import org.holdfast.beans.problem.InvalidInputException;
import org.holdfast.beans.problem.NotFoundException;
import org.holdfast.beans.settings.EffectiveSetting;
import org.holdfast.beans.settings.Key;
import org.holdfast.beans.settings.SettingsReader;
import org.holdfast.beans.state.BrokerState;
import org.holdfast.beans.state.State;
import org.jspecify.annotations.Nullable;

/** Lists settings, and changes them one at a time; a change that waits for its commit holds up no reader. Any thread. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class ConfigurationBean implements Configuration {
    private final Clock clock = Clock.systemUTC();

    @Inject
    private BrokerState state;

    @EJB
    private Audit audit;

    @Override
    public List<SettingView> list() {
        return state.running().settings().effective().stream()
                .map(ConfigurationBean::view)
                .toList();
    }

    /** Returns the view of a setting. One key with a placeholder describes the passwords of all MQTT users. */
    private static SettingView view(EffectiveSetting setting) {
        Key named = Key.named(setting.keyName());
        Key key = named == null ? Key.ACCESS_USERS : named;
        return new SettingView(
                setting.keyName(),
                setting.shown(),
                setting.source(),
                key.description(),
                key.allowed().inWords(),
                key.defaultValue(),
                named == null ? "" : key.environmentName(),
                key.isEditable());
    }

    @Override
    public RequestRules requestRules() {
        return state.current() instanceof State.Running running
                ? running.settings().console().requests()
                : RequestRules.DEFAULT;
    }

    @Override
    public SettingView get(String name) {
        return list().stream()
                .filter(setting -> setting.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("there is no setting " + name));
    }

    @Override
    public synchronized SettingView change(String name, @Nullable String value, String who) {
        Key key = editable(name);
        String stripped = value == null ? "" : value.strip();
        if (!key.allowed().accepts(stripped)) {
            throw new InvalidInputException(
                    "value", name + " must be: " + key.allowed().inWords());
        }
        String before = get(name).value();
        new Action(audit, who, "setting.change", name)
                .run(
                        () -> {
                            overrides().put(key, stripped, who, clock.millis());
                            apply();
                        },
                        before + " -> " + stripped);
        return get(name);
    }

    @Override
    public synchronized SettingView reset(String name, String who) {
        Key key = editable(name);
        String before = get(name).value();
        return new Action(audit, who, "setting.reset", name)
                .run(
                        () -> {
                            overrides().remove(key);
                            apply();
                            return get(name);
                        },
                        () -> before + " -> " + get(name).value());
    }

    private Key editable(String name) {
        get(name);
        Key key = Key.named(name);
        if (key == null || !key.isEditable()) {
            throw new ConflictException(
                    name + " cannot be changed at run time. Change it in the configuration and restart");
        }
        return key;
    }

    private Overrides overrides() {
        return new Overrides(state.running().database());
    }

    private void apply() {
        State.Running running = state.running();
        running.reconfiguration()
                .accept(SettingsReader.read(ConfigProvider.getConfig(), new Overrides(running.database()).read()));
    }
}
