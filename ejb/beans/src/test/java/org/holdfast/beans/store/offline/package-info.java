/** The database without a broker. */
@NullMarked
package org.holdfast.beans.store.offline;

import org.jspecify.annotations.NullMarked;
