/** Connections, without a container. */
@NullMarked
package org.holdfast.adapter.outbound;

import org.jspecify.annotations.NullMarked;
