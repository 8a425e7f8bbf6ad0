/** What the console and the REST API know of the broker: one facade, one record, no engine types. */
@NullMarked
package org.holdfast.beans.overview;

import org.jspecify.annotations.NullMarked;
