/**
 * Who gets a message: the tree of subscriptions and the router that asks it (sections 3.8 and 4.7, shared subscriptions
 * 4.8.2).
 *
 * <p>Readers of the tree never wait; writers take turns.
 */
@NullMarked
package org.holdfast.engine.routing;

import org.jspecify.annotations.NullMarked;
