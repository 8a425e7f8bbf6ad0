@NullMarked
package org.holdfast.tools.json;

import org.jspecify.annotations.NullMarked;
