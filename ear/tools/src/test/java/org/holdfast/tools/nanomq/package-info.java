@NullMarked
package org.holdfast.tools.nanomq;

import org.jspecify.annotations.NullMarked;
