package org.holdfast.engine.handler;

import org.holdfast.engine.packet.Auth;

/** AUTH of a connected client, which authenticates itself again while everything else goes on (section 4.12.1). */
final class AuthHandler {
    void handle(Client client, Auth auth) {
        client.outbound().send(client.authentication().answer(auth));
    }
}
