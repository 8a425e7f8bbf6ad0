/** Connections. */
@NullMarked
package org.holdfast.beans.store.connection;

import org.jspecify.annotations.NullMarked;
