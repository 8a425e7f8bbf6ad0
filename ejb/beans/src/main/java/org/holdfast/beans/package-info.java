/**
 * The container shell of the broker: the engine knows nothing of Jakarta EE, and what is in here knows nothing of MQTT.
 *
 * <pre>
 *   lifecycle ──> settings      what can be set, typed and checked
 *       │    ──> store         retained messages in a database
 *       │    ──> access        users, as configured
 *       │    ──> engine        the broker itself
 *       v
 *     state  <── health        started, ready, live
 *            <── overview      the figures for the console
 * </pre>
 */
@NullMarked
package org.holdfast.beans;

import org.jspecify.annotations.NullMarked;
