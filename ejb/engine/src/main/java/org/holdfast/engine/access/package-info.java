/**
 * Who may connect, publish and subscribe: ports for the host to fill (section 5.4), and the Authentication Method that the
 * broker brings itself, SCRAM-SHA-256.
 *
 * <pre>
 *   Authenticator            User Name and Password of a CONNECT
 *   AuthenticationMethod     more than one step, and again later (section 4.12)
 *     └── ScramSha256 ──> ScramCredentials ──> ScramVerifier     what is kept in the place of a password
 *   Authorizer               what a client that is let in may do
 * </pre>
 *
 * <p>What the bytes of an exchange mean is known here only; that they travel in CONNECT, AUTH and CONNACK, is not.
 */
@NullMarked
package org.holdfast.engine.access;

import org.jspecify.annotations.NullMarked;
