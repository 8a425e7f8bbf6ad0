/**
 * The common part of beans and connections: the adapter's threads, settings as the container passes them, the address and
 * credentials of a broker, outgoing messages, and Reason Codes in words.
 */
@NullMarked
package org.holdfast.adapter.link;

import org.jspecify.annotations.NullMarked;
