/** Tests of the settings. */
@NullMarked
package org.holdfast.beans.settings;

import org.jspecify.annotations.NullMarked;
