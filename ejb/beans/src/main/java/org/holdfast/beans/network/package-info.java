/** Where requests come from: addresses, networks and proxies, and the rules for HTTP requests that depend on them. */
@NullMarked
package org.holdfast.beans.network;

import org.jspecify.annotations.NullMarked;
