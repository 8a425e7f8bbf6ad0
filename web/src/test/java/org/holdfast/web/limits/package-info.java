/** Tests of what requests may cost. */
@NullMarked
package org.holdfast.web.limits;

import org.jspecify.annotations.NullMarked;
