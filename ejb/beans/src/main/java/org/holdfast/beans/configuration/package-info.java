/**
 * Settings that change while the broker runs: checked like all others, applied, and kept in the database for the next start.
 *
 * <pre>
 *   change ──> Overrides (table) ──> SettingsReader, over what is found elsewhere ──> the running broker
 * </pre>
 */
@NullMarked
package org.holdfast.beans.configuration;

import org.jspecify.annotations.NullMarked;
