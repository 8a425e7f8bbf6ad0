/** MicroProfile Health: started, ready and live, at {@code /health}. */
@NullMarked
package org.holdfast.beans.health;

import org.jspecify.annotations.NullMarked;
