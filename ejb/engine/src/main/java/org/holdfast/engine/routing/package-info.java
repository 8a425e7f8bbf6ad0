/**
 * The routing of messages: the tree of subscriptions and the router that searches it (sections 3.8 and 4.7, shared
 * subscriptions 4.8.2).
 *
 * <p>Readers of the tree never block; writers exclude each other.
 */
@NullMarked
package org.holdfast.engine.routing;

import org.jspecify.annotations.NullMarked;
