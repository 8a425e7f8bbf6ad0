/** Who may connect: the users of the settings (sections 4.12 and 5.4.1), and how often they may guess. */
@NullMarked
package org.holdfast.beans.access;

import org.jspecify.annotations.NullMarked;
