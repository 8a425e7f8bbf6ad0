/** Message-driven beans, without a container. */
@NullMarked
package org.holdfast.adapter.inbound;

import org.jspecify.annotations.NullMarked;
