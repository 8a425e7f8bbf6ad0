package org.holdfast.engine.handler;

import org.holdfast.engine.packet.Auth;

/** Handles AUTH of a connected client, a re-authentication, while everything else continues (section 4.12.1). */
final class AuthHandler {
    void handle(Client client, Auth auth) {
        client.outbound().send(client.authentication().answer(auth));
    }
}
