/** Tests of the container shell as a whole. */
@NullMarked
package org.holdfast.beans;

import org.jspecify.annotations.NullMarked;
