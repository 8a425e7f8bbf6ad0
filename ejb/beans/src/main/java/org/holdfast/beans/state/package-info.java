/** The state of the broker: written by the lifecycle, read by health and overview from any thread. */
@NullMarked
package org.holdfast.beans.state;

import org.jspecify.annotations.NullMarked;
