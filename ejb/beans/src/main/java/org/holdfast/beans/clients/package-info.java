/** Clients and their subscriptions as the console shows them, and disconnecting a client. */
@NullMarked
package org.holdfast.beans.clients;

import org.jspecify.annotations.NullMarked;
