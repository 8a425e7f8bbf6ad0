/** What a caller of a facade did that cannot be done, each with a message that says what to do instead. */
@NullMarked
package org.holdfast.beans.problem;

import org.jspecify.annotations.NullMarked;
