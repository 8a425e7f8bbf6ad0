/**
 * The broker's side of the connection to applications on the same server: {@link org.holdfast.mqtt.gateway.Gateway} over the
 * engine's local clients. The resource adapter is the other side; neither uses the other's classes.
 */
@NullMarked
package org.holdfast.beans.gateway;

import org.jspecify.annotations.NullMarked;
