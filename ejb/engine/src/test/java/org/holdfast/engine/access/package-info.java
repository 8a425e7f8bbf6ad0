/** Tests of SCRAM without a connection. */
@NullMarked
package org.holdfast.engine.access;

import org.jspecify.annotations.NullMarked;
