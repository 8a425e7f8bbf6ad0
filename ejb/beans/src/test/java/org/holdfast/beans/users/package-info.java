@NullMarked
package org.holdfast.beans.users;

import org.jspecify.annotations.NullMarked;
