/** Clients in the same JVM, beside those on the network. */
@NullMarked
package org.holdfast.engine.local;

import org.jspecify.annotations.NullMarked;
