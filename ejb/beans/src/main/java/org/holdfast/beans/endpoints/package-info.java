/**
 * The message-driven beans of the applications on this server, as the resource adapter registers them in the MBean server. They are
 * read by names only: adapter and broker may have different classes.
 */
@NullMarked
package org.holdfast.beans.endpoints;

import org.jspecify.annotations.NullMarked;
