/** Tests of retained messages, and the contract that every store of them fulfils. */
@NullMarked
package org.holdfast.engine.retained;

import org.jspecify.annotations.NullMarked;
