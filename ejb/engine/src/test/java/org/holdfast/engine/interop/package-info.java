/** The same list of scenarios with four client libraries that know nothing of this broker, on TCP and on WebSockets. */
@NullMarked
package org.holdfast.engine.interop;

import org.jspecify.annotations.NullMarked;
