@NullMarked
package org.holdfast.tools;

import org.jspecify.annotations.NullMarked;
