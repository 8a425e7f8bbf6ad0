/**
 * The settings: read from MicroProfile Config, checked, and converted to typed records.
 *
 * <pre>
 *   environment, system properties, files ──> SettingsSource ──> SettingsReader ──> Settings
 *                                                                   │
 *                                               Key: every setting, its values, its default
 * </pre>
 *
 * <p>Code that needs a setting gets the record; no other code reads MicroProfile Config. A key that is not in
 * {@link org.holdfast.beans.settings.Key}, and a value out of range, stop the start.
 */
@NullMarked
package org.holdfast.beans.settings;

import org.jspecify.annotations.NullMarked;
