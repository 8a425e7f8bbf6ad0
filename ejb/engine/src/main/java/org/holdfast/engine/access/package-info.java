/** Who may connect, publish and subscribe: ports for the host to fill (section 5.4). */
@NullMarked
package org.holdfast.engine.access;

import org.jspecify.annotations.NullMarked;
