/** Event loops and timers, as all packages but {@code wire} use them: confinement to a loop, and running tasks on it. */
@NullMarked
package org.holdfast.engine.loop;

import org.jspecify.annotations.NullMarked;
