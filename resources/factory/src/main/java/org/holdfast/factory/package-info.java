/** The connection factory that is there for every application on the server. Deployed after the adapter and before applications. */
@NullMarked
package org.holdfast.factory;

import org.jspecify.annotations.NullMarked;
