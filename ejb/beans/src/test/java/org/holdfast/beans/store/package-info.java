/** Tests of the store against real databases. */
@NullMarked
package org.holdfast.beans.store;

import org.jspecify.annotations.NullMarked;
