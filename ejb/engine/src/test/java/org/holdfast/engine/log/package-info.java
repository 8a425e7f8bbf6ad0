/** Tests of log lines that clients can cause. */
@NullMarked
package org.holdfast.engine.log;

import org.jspecify.annotations.NullMarked;
