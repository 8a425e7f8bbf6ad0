@NullMarked
package org.holdfast.beans.lifecycle;

import org.jspecify.annotations.NullMarked;
