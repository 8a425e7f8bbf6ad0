/**
 * The broker's life in the container.
 *
 * <pre>
 *   HoldfastBean ──> BrokerRun: settings ──> database ──> load ──> flush thread ──> listener ──> timer ──> first admin ──> banner
 *   @Startup                   (whatever has started by then is stopped again when a later step fails)
 * </pre>
 */
@NullMarked
package org.holdfast.beans.lifecycle;

import org.jspecify.annotations.NullMarked;
