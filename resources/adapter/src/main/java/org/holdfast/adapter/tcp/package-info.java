/**
 * MQTT over TCP and TLS, for a broker that is not in this JVM. The only package that uses the client library, whose classes are
 * renamed in the adapter's archive: applications on the server may have another version of it.
 */
@NullMarked
package org.holdfast.adapter.tcp;

import org.jspecify.annotations.NullMarked;
