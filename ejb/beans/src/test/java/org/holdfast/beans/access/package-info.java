/** Tests of the users. */
@NullMarked
package org.holdfast.beans.access;

import org.jspecify.annotations.NullMarked;
