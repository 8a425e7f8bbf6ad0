package org.holdfast.beans.topics;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.Properties;
import org.holdfast.engine.retained.tree.RetainedBranch;
import org.holdfast.engine.retained.tree.RetainedMessage;
import org.holdfast.engine.retained.tree.RetainedView;
import org.jspecify.annotations.Nullable;

/**
 * Converts retained messages to plain values.
 *
 * @param view the source of the messages
 * @param now in milliseconds of the wall clock
 */
record Views(RetainedView view, long now) {
    private static final int PREVIEW_BYTES = 120;

    RetainedSummary summary(RetainedMessage retained) {
        Message message = retained.message();
        return new RetainedSummary(
                message.topic().value(),
                message.payload().length(),
                preview(message.payload().bytes()),
                message.qos().value(),
                message.publisher(),
                Instant.ofEpochMilli(message.publishedAt()),
                expiry(message),
                isCommitted(retained));
    }

    RetainedDetail detail(RetainedMessage retained) {
        Message message = retained.message();
        return new RetainedDetail(
                message.topic().value(),
                Base64.getEncoder().encodeToString(message.payload().bytes()),
                message.payload().length(),
                message.qos().value(),
                properties(message.properties()),
                message.publisher(),
                Instant.ofEpochMilli(message.publishedAt()),
                expiry(message),
                message.expires() ? message.remainingSeconds(now) : null,
                isCommitted(retained));
    }

    /** Whether the message is committed. The broker's own topics are never stored, and so never wait. */
    private boolean isCommitted(RetainedMessage retained) {
        return !view.isWaiting(retained.topic());
    }

    TopicLevel level(RetainedView.Level level) {
        return new TopicLevel(level.branches().stream().map(Views::branch).toList(), level.last());
    }

    private static TopicBranch branch(RetainedBranch branch) {
        return new TopicBranch(
                branch.level(),
                branch.topic(),
                branch.message() != null,
                branch.hasChildren(),
                branch.count(),
                branch.bytes());
    }

    private static @Nullable Instant expiry(Message message) {
        return message.expires() ? Instant.ofEpochMilli(message.expiresAt()) : null;
    }

    private static MessageProperties properties(Properties properties) {
        byte[] correlationData = properties.correlationData();
        return new MessageProperties(
                properties.payloadFormatIndicator(),
                properties.contentType(),
                properties.responseTopic(),
                correlationData == null ? null : Base64.getEncoder().encodeToString(correlationData),
                properties.userProperties().stream()
                        .map(property -> new MessageProperties.Pair(property.name(), property.value()))
                        .toList());
    }

    /** Returns the beginning of a text, in whole characters; null when it is not text. */
    private static @Nullable String preview(byte[] payload) {
        int length = Math.min(payload.length, PREVIEW_BYTES);
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer text = CharBuffer.allocate(length);
        if (decoder.decode(ByteBuffer.wrap(payload, 0, length), text, length == payload.length)
                .isError()) {
            return null;
        }
        String preview = text.flip().toString();
        return preview.chars().allMatch(Views::isPrintable) ? preview : null;
    }

    private static boolean isPrintable(int character) {
        return !Character.isISOControl(character) || Character.isWhitespace(character);
    }
}
