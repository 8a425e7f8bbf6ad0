/** Rows. */
@NullMarked
package org.holdfast.beans.store.row;

import org.jspecify.annotations.NullMarked;
