/** Which way leads to a broker: through this JVM, or over the network. Nobody else asks. */
@NullMarked
package org.holdfast.adapter.route;

import org.jspecify.annotations.NullMarked;
