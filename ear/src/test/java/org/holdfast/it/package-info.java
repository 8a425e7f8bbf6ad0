/**
 * The product as users get it: holdfast.jar as a process, holdfast.ear in servers.
 *
 * <p>Every test starts servers of its own on free ports of this machine, in a folder of its own, and ends them.
 */
@NullMarked
package org.holdfast.it;

import org.jspecify.annotations.NullMarked;
