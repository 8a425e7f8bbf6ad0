/** The state of the broker for the console and the REST API: one facade, one record, no engine types. */
@NullMarked
package org.holdfast.beans.overview;

import org.jspecify.annotations.NullMarked;
