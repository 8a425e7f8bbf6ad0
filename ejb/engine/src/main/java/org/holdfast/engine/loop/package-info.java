/** Event loops and timers, as everybody but {@code wire} knows them: what is confined to a loop, and how to get there. */
@NullMarked
package org.holdfast.engine.loop;

import org.jspecify.annotations.NullMarked;
