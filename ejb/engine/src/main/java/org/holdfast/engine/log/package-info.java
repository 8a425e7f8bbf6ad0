/** Log lines that clients can cause: how often, and with which of their texts. */
@NullMarked
package org.holdfast.engine.log;

import org.jspecify.annotations.NullMarked;
