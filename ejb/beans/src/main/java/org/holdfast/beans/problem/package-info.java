/** The exceptions of the facades, each with a message that says what to do. */
@NullMarked
package org.holdfast.beans.problem;

import org.jspecify.annotations.NullMarked;
