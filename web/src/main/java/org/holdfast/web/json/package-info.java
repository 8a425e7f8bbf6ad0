/** Checks JSON from outside before it is used. */
@NullMarked
package org.holdfast.web.json;

import org.jspecify.annotations.NullMarked;
