package org.holdfast.engine.access;

import java.util.List;

/**
 * Who is let in, and who may do what.
 *
 * @param authenticator decides about clients that come with a User Name and a Password, or with neither
 * @param methods the Authentication Methods that clients may choose instead; each name once
 * @param authorizer decides who may publish and subscribe to what
 */
public record Access(Authenticator authenticator, List<AuthenticationMethod> methods, Authorizer authorizer) {
    public static final Access OPEN = new Access(Authenticator.ANYONE, List.of(), Authorizer.EVERYTHING);

    /** Keeps an own copy of the list. */
    public Access {
        methods = List.copyOf(methods);
    }

    /** For clients that need no password, because the server vouches for them; what they may do stays the same. */
    public Access ofTrusted() {
        return new Access(Authenticator.ANYONE, methods, authorizer);
    }
}
