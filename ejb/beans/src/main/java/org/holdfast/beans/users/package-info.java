/**
 * Who may use the console: users with a role and a password, and API keys for programs.
 *
 * <pre>
 *   web ──> Users (facade) ──> UserDirectory     all users and keys, in memory
 *                 │      └───> LoginThrottle     slows down those who guess
 *                 └──────────> UserTable         the same in the database
 * </pre>
 *
 * <p>These are not the users of MQTT, which come from the settings.
 */
@NullMarked
package org.holdfast.beans.users;

import org.jspecify.annotations.NullMarked;
