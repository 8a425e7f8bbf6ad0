package org.holdfast.beans.transfer.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.holdfast.beans.transfer.BadMessageException;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.Properties;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.topic.TopicName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
    private static final long NOW = 1_700_000_000_000L;

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void whatIsWrittenIsReadBack(int payloadFormat) throws IOException, BadMessageException {
        Message message = new Message(
                TopicName.of("a/ä/\uD83D\uDE00/\"\\\u0001/"),
                Payload.of(new byte[] {0, 1, -1, -2, 10, 13}),
                QoS.EXACTLY_ONCE,
                true,
                Properties.builder()
                        .payloadFormatIndicator(payloadFormat)
                        .contentType("")
                        .responseTopic("r/ö")
                        .correlationData(new byte[] {0, -1})
                        .userProperty("b", "1")
                        .userProperty("a", "")
                        .userProperty("b", "1")
                        .build(),
                NOW + 1,
                NOW - 1,
                "client");

        assertThat(roundTrip(message)).isEqualTo(message);
    }

    @Test
    void messageWithoutPropertiesPublisherAndExpiryIsReadBack() throws IOException, BadMessageException {
        Message message = new Message(
                TopicName.of("t"),
                Payload.of(new byte[200_000]),
                QoS.AT_MOST_ONCE,
                true,
                Properties.NONE,
                Message.NEVER,
                NOW,
                "");

        assertThat(roundTrip(message)).isEqualTo(message);
    }

    private static Message roundTrip(Message message) throws IOException, BadMessageException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonWriter writer = new JsonWriter(out)) {
            writer.write(message);
        }
        byte[] line = out.toByteArray();
        assertThat(line[line.length - 1]).isEqualTo((byte) '\n');
        return JsonReader.read(line, line.length - 1, 0);
    }

    @Test
    void topicAndPayloadAreEnough() throws BadMessageException {
        Message message = read("{\"payload\":\"eA==\",\"topic\":\"t\"}");

        assertThat(message.qos()).isEqualTo(QoS.AT_MOST_ONCE);
        assertThat(message.publishedAt()).isEqualTo(NOW);
        assertThat(message.expires()).isFalse();
        assertThat(message.publisher()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                                     | each line must be a JSON object",
                "[]                                                     | each line must be a JSON object",
                "{}                                                     | there is no topic",
                "{\"topic\":\"t\"}                                      | there is no payload",
                "{\"topic\":\"t\",\"payload\":\"eA==\"                  | invalid JSON: Unexpected end-of-input",
                "{\"topic\":\"t\",\"payload\":\"eA==\"}}                | invalid JSON: ",
                "{\"topic\":\"t\",\"payload\":\"eA==\"}{}               | text after the JSON object",
                "{\"topic\":\"t\",\"topic\":\"t\",\"payload\":\"eA==\"} | invalid JSON: Duplicate",
                "{\"topic\":7,\"payload\":\"eA==\"}                     | topic is not a text",
                "{\"topic\":null,\"payload\":\"eA==\"}                  | topic is not a text",
                "{\"topic\":\"\",\"payload\":\"eA==\"}                  | at least one character",
                "{\"topic\":\"a/#\",\"payload\":\"eA==\"}               | must not contain wildcards",
                "{\"topic\":\"a\\u0000\",\"payload\":\"eA==\"}          | topic has U+0000",
                "{\"topic\":\"a\\ud800\",\"payload\":\"eA==\"}          | an unpaired surrogate",
                "{\"topic\":\"t\",\"payload\":\"eA\"}                   | payload is not base64",
                "{\"topic\":\"t\",\"payload\":\"e*==\"}                 | payload is not base64",
                "{\"topic\":\"t\",\"payload\":{}}                       | payload is not a text in base64",
                "{\"topic\":\"t\",\"payload\":\"eA==\",\"qos\":3}       | qos is not a number from 0 to 2",
                "{\"topic\":\"t\",\"payload\":\"eA==\",\"qos\":-1}      | qos is not a number from 0 to 2",
                "{\"topic\":\"t\",\"payload\":\"eA==\",\"qos\":1.0}     | qos is not a number from 0 to 2",
                "{\"topic\":\"t\",\"payload\":\"eA==\",\"qos\":\"1\"}   | qos is not a number from 0 to 2",
                "{\"topic\":\"t\",\"payload\":\"eA==\",\"retain\":true} | 'retain' is not a field",
                "{\"topic\":\"t\",\"payload\":\"eA==\",\"expiresAt\":\"tomorrow\"}   | expiresAt is not a time",
                "{\"topic\":\"t\",\"payload\":\"eA==\",\"expiresAt\":5} | expiresAt is not a text",
                "{\"topic\":\"t\",\"payload\":\"eA==\",\"expiresAt\":\"+999999999-12-31T23:59:59Z\"} | expiresAt is not a time",
                "{\"topic\":\"t\",\"payload\":\"eA==\",\"publishedAt\":\"1969-12-31T00:00:00Z\"} | before 1970",
                "{\"topic\":\"t\",\"payload\":\"eA==\",\"properties\":[]}            | properties is not an object",
                "{\"topic\":\"t\",\"payload\":\"eA==\",\"properties\":{\"x\":1}}     | 'x' is not a property",
                "{\"topic\":\"t\",\"payload\":\"eA==\",\"properties\":{\"payloadFormat\":2}} | from 0 to 1",
                "{\"topic\":\"t\",\"payload\":\"eA==\",\"properties\":{\"responseTopic\":\"a/+\"}} | must not contain wildcards",
                "{\"topic\":\"t\",\"payload\":\"eA==\",\"properties\":{\"userProperties\":{}}} | not a list",
                "{\"topic\":\"t\",\"payload\":\"eA==\",\"properties\":{\"userProperties\":[1]}} | not an object",
                "{\"topic\":\"t\",\"payload\":\"eA==\",\"properties\":{\"userProperties\":[{\"name\":\"a\"}]}} | a name and a value",
                "{\"topic\":\"t\",\"payload\":\"eA==\",\"properties\":{\"userProperties\":[{\"key\":\"a\"}]}} | not a part of a User Property"
            })
    void badLineIsRefusedWithAReason(String line, String reason) {
        assertThatThrownBy(() -> read(line))
                .isInstanceOf(BadMessageException.class)
                .hasMessageContaining(reason)
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"topic", "publisher"})
    void textLongerThanMqttCarriesIsRefused(String field) {
        String line = "{\"topic\":\"t\",\"payload\":\"eA==\",\"publisher\":\"p\"}"
                .replaceFirst("\"" + field + "\":\"[tp]\"", "\"" + field + "\":\"" + "ä".repeat(32_768) + "\"");

        assertThatThrownBy(() -> read(line)).hasMessageContaining(field + " has more than 65,535 bytes");
    }

    @Test
    void illFormedUtf8IsRefused() {
        byte[] line = "{\"topic\":\"?\",\"payload\":\"eA==\"}".getBytes(StandardCharsets.US_ASCII);
        line[10] = (byte) 0xFF;

        assertThatThrownBy(() -> JsonReader.read(line, line.length, NOW)).hasMessageContaining("invalid JSON: ");
    }

    private static Message read(String line) throws BadMessageException {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return JsonReader.read(bytes, bytes.length, NOW);
    }
}
