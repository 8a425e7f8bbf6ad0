@NullMarked
package org.holdfast.beans.audit;

import org.jspecify.annotations.NullMarked;
