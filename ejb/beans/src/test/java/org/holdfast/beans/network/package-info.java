/** Tests of networks and of the rules for requests. */
@NullMarked
package org.holdfast.beans.network;

import org.jspecify.annotations.NullMarked;
