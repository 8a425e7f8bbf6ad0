@NullMarked
package org.holdfast.tools.transfer;

import org.jspecify.annotations.NullMarked;
