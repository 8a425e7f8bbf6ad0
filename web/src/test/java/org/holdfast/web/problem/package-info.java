/** Tests of what is told when a request goes wrong. */
@NullMarked
package org.holdfast.web.problem;

import org.jspecify.annotations.NullMarked;
