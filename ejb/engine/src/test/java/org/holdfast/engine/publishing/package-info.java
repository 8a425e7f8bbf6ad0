/** Publishing, whoever publishes. */
@NullMarked
package org.holdfast.engine.publishing;

import org.jspecify.annotations.NullMarked;
