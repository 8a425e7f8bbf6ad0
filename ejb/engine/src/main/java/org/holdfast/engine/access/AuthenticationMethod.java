package org.holdfast.engine.access;

import org.holdfast.engine.message.Payload;
import org.jspecify.annotations.Nullable;

/**
 * A way for clients to show who they are in as many steps as it takes: enhanced authentication (section 4.12). For any
 * thread; called on event loops, so neither it nor its exchanges may block.
 */
public interface AuthenticationMethod {
    /** The Authentication Method by which clients ask for it. */
    String name();

    /**
     * Begins an exchange, at a CONNECT or when a connected client authenticates itself again.
     *
     * @param clientId the Client Identifier; empty when the server is to assign one
     */
    Exchange begin(String clientId);

    /** One exchange. Owned by the event loop of its connection. */
    interface Exchange {
        /**
         * What comes of the client's next Authentication Data. Not called again after a success or a failure.
         *
         * @param data null when the client has sent none
         */
        Step next(@Nullable Payload data);
    }

    /** What comes of one step of the client. */
    sealed interface Step {
        /** Shows the visitor what it is, and returns what the visitor makes of it. */
        <T> T accept(Visitor<T> visitor);

        /**
         * Whoever answers a client.
         *
         * @param <T> the answer
         */
        interface Visitor<T> {
            /** The client is to take another step. */
            T next(Continue step);

            /** The client is who it says it is. */
            T succeeded(Success step);

            /** The client has not shown who it is. */
            T failed(Failure step);
        }

        /**
         * The client is to take another step.
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
         * The client is who it says it is.
         *
         * @param userName who that is, for the {@link Authorizer}
         * @param data for the client, which may want to know who the server is
         */
        record Success(@Nullable String userName, @Nullable Payload data) implements Step {
            @Override
            public <T> T accept(Visitor<T> visitor) {
                return visitor.succeeded(this);
            }
        }

        /**
         * The client has not shown who it is.
         *
         * @param explanation for people, and seen by the client: nothing that helps to guess
         */
        record Failure(String explanation) implements Step {
            @Override
            public <T> T accept(Visitor<T> visitor) {
                return visitor.failed(this);
            }
        }
    }
}
