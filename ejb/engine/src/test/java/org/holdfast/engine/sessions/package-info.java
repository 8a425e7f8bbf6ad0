/** Black-box tests of what the broker remembers of a client: takeover, expiry, offline queue, order (section 4.1). */
@NullMarked
package org.holdfast.engine.sessions;

import org.jspecify.annotations.NullMarked;
