/** The look at JSON from outside, before anything is made of it. */
@NullMarked
package org.holdfast.web.json;

import org.jspecify.annotations.NullMarked;
