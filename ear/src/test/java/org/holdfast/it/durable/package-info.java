/** An application that is deployed and undeployed while messages come. */
@NullMarked
package org.holdfast.it.durable;

import org.jspecify.annotations.NullMarked;
