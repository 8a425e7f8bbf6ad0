/** Who changed what, and who has logged in: written by the facades, bounded, shown by the console. */
@NullMarked
package org.holdfast.beans.audit;

import org.jspecify.annotations.NullMarked;
