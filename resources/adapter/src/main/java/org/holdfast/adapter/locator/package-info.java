/** Decides how a broker is reached: through this JVM, or over the network. No other package does. */
@NullMarked
package org.holdfast.adapter.locator;

import org.jspecify.annotations.NullMarked;
