/**
 * What can be set: read once from MicroProfile Config, checked, made into typed records.
 *
 * <pre>
 *   environment, system properties, files ──> SettingsSource ──> SettingsReader ──> Settings
 *                                                                   │
 *                                               Key: every setting, its values, its default
 * </pre>
 *
 * <p>Whoever needs a setting gets the record; nobody else asks MicroProfile Config. A key that is not in {@link
 * org.holdfast.beans.settings.Key}, and a value out of range, stop the start.
 */
@NullMarked
package org.holdfast.beans.settings;

import org.jspecify.annotations.NullMarked;
