/** Black-box tests of retained messages by the contract in the design: stored, acknowledged, loaded, delivered, expired. */
@NullMarked
package org.holdfast.engine.retention;

import org.jspecify.annotations.NullMarked;
