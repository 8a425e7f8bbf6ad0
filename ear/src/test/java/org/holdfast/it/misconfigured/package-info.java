/** Beans that cannot be activated, each in an application of its own. */
@NullMarked
package org.holdfast.it.misconfigured;

import org.jspecify.annotations.NullMarked;
