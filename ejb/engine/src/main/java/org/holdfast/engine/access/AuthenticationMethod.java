package org.holdfast.engine.access;

import org.holdfast.engine.message.Payload;
import org.jspecify.annotations.Nullable;

/**
 * An Authentication Method of enhanced authentication: the client proves its identity in one or more steps
 * (section 4.12). Any thread; called on event loops, so neither it nor its exchanges may block.
 */
public interface AuthenticationMethod {
    /** The name by which clients request it. */
    String name();

    /**
     * Begins an exchange, at a CONNECT or at a re-authentication.
     *
     * @param clientId the Client Identifier; empty when the server is to assign one
     */
    Exchange begin(String clientId);

    /** One exchange. Owned by the event loop of its connection. */
    interface Exchange {
        /**
         * Returns the result of the client's next Authentication Data. Not called again after a success or a failure.
         *
         * @param data null when the client has sent none
         */
        Step next(@Nullable Payload data);
    }

    /** The result of one step of the client. */
    sealed interface Step {
        /** Returns the result of the visitor for this kind of step. */
        <T> T accept(Visitor<T> visitor);

        /**
         * A visitor that makes the answer to a client.
         *
         * @param <T> the answer
         */
        interface Visitor<T> {
            /** The client must take another step. */
            T next(Continue step);

            /** The client is authenticated. */
            T succeeded(Success step);

            /** The authentication failed. */
            T failed(Failure step);
        }

        /**
         * The client must take another step.
         *
         * @param data for the client
         */
        record Continue(Payload data) implements Step {
            @Override
            public <T> T accept(Visitor<T> visitor) {
                return visitor.next(this);
            }
        }

        /**
         * The client is authenticated.
         *
         * @param userName the authenticated user, for the {@link Authorizer}
         * @param data for the client, to authenticate the server
         */
        record Success(@Nullable String userName, @Nullable Payload data) implements Step {
            @Override
            public <T> T accept(Visitor<T> visitor) {
                return visitor.succeeded(this);
            }
        }

        /**
         * The authentication failed.
         *
         * @param explanation in words, and seen by the client: it must not help to guess
         */
        record Failure(String explanation) implements Step {
            @Override
            public <T> T accept(Visitor<T> visitor) {
                return visitor.failed(this);
            }
        }
    }
}
