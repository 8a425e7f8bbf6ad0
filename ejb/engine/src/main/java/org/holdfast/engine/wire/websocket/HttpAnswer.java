package org.holdfast.engine.wire.websocket;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The answer to an HTTP request.
 *
 * @param status status code and reason phrase
 * @param fields header fields, each with its value
 * @param text the content, for people who connect by mistake; empty when the protocol is switched
 */
record HttpAnswer(String status, List<String> fields, String text) {
    private static final String SWITCHING_PROTOCOLS = "101 Switching Protocols";

    /** Returns the answer after which frames replace HTTP. */
    static HttpAnswer switchingProtocols(String accept, String subprotocol) {
        return new HttpAnswer(
                SWITCHING_PROTOCOLS,
                List.of(
                        "Upgrade: websocket",
                        "Connection: Upgrade",
                        "Sec-WebSocket-Accept: " + accept,
                        "Sec-WebSocket-Protocol: " + subprotocol),
                "");
    }

    /** Returns a refusal, after which the connection ends. */
    static HttpAnswer refused(String status, String text) {
        return new HttpAnswer(
                status, List.of("Connection: close", "Content-Type: text/plain; charset=utf-8"), text + "\n");
    }

    /** Returns 426: this port does not serve HTTP, or not this version of the WebSocket. */
    static HttpAnswer upgradeRequired(String text) {
        return new HttpAnswer(
                "426 Upgrade Required",
                List.of(
                        "Upgrade: websocket",
                        "Connection: Upgrade, close",
                        "Sec-WebSocket-Version: 13",
                        "Content-Type: text/plain; charset=utf-8"),
                text + "\n");
    }

    boolean isSwitchingProtocols() {
        return status.equals(SWITCHING_PROTOCOLS);
    }

    byte[] bytes() {
        StringBuilder answer = new StringBuilder("HTTP/1.1 ").append(status).append("\r\n");
        fields.forEach(field -> answer.append(field).append("\r\n"));
        if (!isSwitchingProtocols()) {
            int length = text.getBytes(StandardCharsets.UTF_8).length;
            answer.append("Content-Length: ").append(length).append("\r\n");
        }
        return answer.append("\r\n").append(text).toString().getBytes(StandardCharsets.UTF_8);
    }
}
