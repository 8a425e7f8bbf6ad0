/** Managing a broker that runs, with clients that speak MQTT to it. */
@NullMarked
package org.holdfast.engine.management;

import org.jspecify.annotations.NullMarked;
