/**
 * The broker's side of the door to the applications on the same server: {@link org.holdfast.mqtt.gateway.Gateway} over the engine's
 * local clients. The resource adapter is on the other side; neither knows the other's classes.
 */
@NullMarked
package org.holdfast.beans.gateway;

import org.jspecify.annotations.NullMarked;
