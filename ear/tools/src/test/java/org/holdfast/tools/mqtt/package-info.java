@NullMarked
package org.holdfast.tools.mqtt;

import org.jspecify.annotations.NullMarked;
