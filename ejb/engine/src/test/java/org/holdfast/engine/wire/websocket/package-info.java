/** Tests of what the broker's answers do not show. */
@NullMarked
package org.holdfast.engine.wire.websocket;

import org.jspecify.annotations.NullMarked;
