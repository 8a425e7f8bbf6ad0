/** Clients and their subscriptions as the console shows them, and cutting one off. */
@NullMarked
package org.holdfast.beans.clients;

import org.jspecify.annotations.NullMarked;
