package org.holdfast.beans.configuration;

/**
 * A setting with its effective value.
 *
 * @param name its key
 * @param value masked when it is secret
 * @param source where the value comes from: default, console, or the place where it is set
 * @param description what it is for
 * @param allowed the allowed values, in words
 * @param defaultValue the value when none is set, in words where it depends on others
 * @param environment the name of its environment variable
 * @param editable whether it may change while the broker runs
 */
public record SettingView(
        String name,
        String value,
        String source,
        String description,
        String allowed,
        String defaultValue,
        String environment,
        boolean editable) {}
