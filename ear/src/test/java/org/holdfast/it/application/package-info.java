/** Applications that tests deploy beside the broker: beans, and what they remember for the test that runs in the same archive. */
@NullMarked
package org.holdfast.it.application;

import org.jspecify.annotations.NullMarked;
