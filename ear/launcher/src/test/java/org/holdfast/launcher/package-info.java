/** Tests of the launcher that need no server. */
@NullMarked
package org.holdfast.launcher;

import org.jspecify.annotations.NullMarked;
