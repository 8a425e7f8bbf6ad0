package org.holdfast.engine.access;

import java.util.List;

/**
 * The authentication and authorization of clients.
 *
 * @param authenticator decides about clients that connect with a User Name and a Password, or with neither
 * @param methods the Authentication Methods that clients may choose instead; each name once
 * @param guard slows down password guessing
 * @param authorizer decides who may publish and subscribe to what
 */
public record Access(
        Authenticator authenticator, List<AuthenticationMethod> methods, LoginGuard guard, Authorizer authorizer) {
    public static final Access OPEN =
            new Access(Authenticator.ANYONE, List.of(), LoginGuard.NONE, Authorizer.EVERYTHING);

    /** Copies the list. */
    public Access {
        methods = List.copyOf(methods);
    }

    /** Returns the access of trusted clients, which need no password; their authorization is the same. */
    public Access ofTrusted() {
        return new Access(Authenticator.ANYONE, methods, LoginGuard.NONE, authorizer);
    }
}
