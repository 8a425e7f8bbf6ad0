/**
 * The Jakarta EE part of the broker: the engine does not use Jakarta EE, and this module does not implement MQTT.
 *
 * <pre>
 *   lifecycle ──> settings      what can be set, typed and checked
 *       │    ──> store         retained messages in a database
 *       │    ──> access        users, as configured
 *       │    ──> engine        the broker itself
 *       v
 *     state  <── health        started, ready, live
 *            <── metrics       for Prometheus
 *            <── overview      the figures for the console, and the last quarter of an hour
 *            <── topics        retained messages and publishing, for the console
 *            <── clients       clients and subscriptions, for the console
 *            <── backups       copies of the database
 *            <── configuration settings that change while the broker runs
 *            <── users, audit  who may use the console, and who has changed what
 *
 *   gateway                    the connection to applications on this server
 *   endpoints                  the state of their message-driven beans
 * </pre>
 */
@NullMarked
package org.holdfast.beans;

import org.jspecify.annotations.NullMarked;
