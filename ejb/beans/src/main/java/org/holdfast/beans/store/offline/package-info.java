/** The database without a broker: what the sub-commands of holdfast.jar export and import. */
@NullMarked
package org.holdfast.beans.store.offline;

import org.jspecify.annotations.NullMarked;
