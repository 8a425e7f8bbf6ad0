package org.holdfast.engine.wire.websocket;

import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The opening handshake of a WebSocket, accepted or refused (RFC 6455, section 4.2; MQTT 5.0, chapter 6). */
record OpeningHandshake(String path, AllowedOrigins origins) {
    private static final String MQTT = "mqtt";
    private static final String MQTT_3_1 = "mqttv3.1";
    private static final String VERSION = "13";
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int KEY_BYTES = 16;

    HttpAnswer answer(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return undecodable(request.decoderResult().cause());
        }
        if (!path.equals(path(request))) {
            return HttpAnswer.refused("404 Not Found", "The path of MQTT over WebSocket is " + path + ".");
        }
        if (!isUpgrade(request)) {
            return HttpAnswer.upgradeRequired("This port is for MQTT clients. Connect with WebSocket version 13 "
                    + "to this host, port and path.");
        }
        HttpHeaders headers = request.headers();
        String origin = headers.get(HttpHeaderNames.ORIGIN);
        if (origin != null && !origins.accept(origin, headers.get(HttpHeaderNames.HOST))) {
            return HttpAnswer.refused(
                    "403 Forbidden",
                    "This origin is not allowed to connect. See the broker's setting"
                            + " holdfast.websocket.allowed-origins.");
        }
        return accept(headers);
    }

    private static HttpAnswer undecodable(Throwable cause) {
        return cause instanceof TooLongFrameException
                ? HttpAnswer.refused("431 Request Header Fields Too Large", "The request header is too long.")
                : HttpAnswer.refused("400 Bad Request", "This is not HTTP.");
    }

    private static HttpAnswer accept(HttpHeaders headers) {
        String key = headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY, "");
        if (!isKey(key)) {
            return HttpAnswer.refused("400 Bad Request", "Sec-WebSocket-Key must be 16 bytes in Base64.");
        }
        String subprotocol = subprotocol(headers);
        if (subprotocol == null) {
            return HttpAnswer.refused(
                    "400 Bad Request",
                    "Offer the subprotocol mqtt in Sec-WebSocket-Protocol; in a browser:"
                            + " new WebSocket(url, 'mqtt').");
        }
        return HttpAnswer.switchingProtocols(accept(key), subprotocol);
    }

    /** The path of the request without its query, or null. */
    private static @Nullable String path(HttpRequest request) {
        try {
            return URI.create(request.uri()).getRawPath();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean isUpgrade(HttpRequest request) {
        HttpHeaders headers = request.headers();
        return request.method().equals(HttpMethod.GET)
                && request.protocolVersion().compareTo(HttpVersion.HTTP_1_1) >= 0
                && headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                && headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
                && VERSION.equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION));
    }

    private static boolean isKey(String key) {
        try {
            return Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Returns the subprotocol of MQTT, or else that of MQTT 3.1; null when neither is offered. */
    private static @Nullable String subprotocol(HttpHeaders headers) {
        Set<String> offered = headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL).stream()
                .flatMap(names -> Arrays.stream(names.split(",")))
                .map(String::strip)
                .collect(Collectors.toSet());
        if (offered.contains(MQTT)) {
            return MQTT; // [MQTT-6.0.0-4]
        }
        return offered.contains(MQTT_3_1) ? MQTT_3_1 : null;
    }

    /** Returns the value that proves that the request was understood as one for a WebSocket. */
    private static String accept(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
