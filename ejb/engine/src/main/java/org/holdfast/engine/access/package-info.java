/**
 * The authentication and authorization of clients: ports that the host implements (section 5.4), and the built-in
 * Authentication Method, SCRAM-SHA-256.
 *
 * <pre>
 *   Authenticator            User Name and Password of a CONNECT
 *   AuthenticationMethod     more than one step, and again later (section 4.12)
 *     └── ScramSha256 ──> ScramCredentials ──> ScramVerifier     what is kept in the place of a password
 *   Authorizer               what a client that is let in may do
 * </pre>
 *
 * <p>Only this package knows the meaning of the Authentication Data; how CONNECT, AUTH and CONNACK carry it is known elsewhere.
 */
@NullMarked
package org.holdfast.engine.access;

import org.jspecify.annotations.NullMarked;
