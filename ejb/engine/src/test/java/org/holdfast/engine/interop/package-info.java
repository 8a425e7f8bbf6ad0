/** The same list of scenarios with four client libraries that know nothing of this broker. */
@NullMarked
package org.holdfast.engine.interop;

import org.jspecify.annotations.NullMarked;
