@NullMarked
package org.holdfast.beans.metrics;

import org.jspecify.annotations.NullMarked;
