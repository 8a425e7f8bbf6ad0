/** What a client may cost, and whose sessions are whose. */
@NullMarked
package org.holdfast.engine.limits;

import org.jspecify.annotations.NullMarked;
