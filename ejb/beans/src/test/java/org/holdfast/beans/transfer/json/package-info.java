@NullMarked
package org.holdfast.beans.transfer.json;

import org.jspecify.annotations.NullMarked;
