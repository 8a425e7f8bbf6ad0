package org.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A client of Eclipse Paho for Python, as Home Assistant and many devices use it, in a process of its own. For one thread. */
final class PahoPeer implements AutoCloseable {
    /** The Message Expiry Interval of a message that has none. */
    static final int NO_EXPIRY = -1;

    private static final String PYTHON = "/usr/bin/python3"; // the one that Debian's packages are for
    private static final String PROGRAM = "src/test/resources/peer.py";
    private static final String NOTHING = "=";

    static {
        if (!knowsPaho()) {
            Programs.install("python3-paho-mqtt");
        }
    }

    private final Process process;
    private final Writer commands;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Thread reader;

    /**
     * A message that has come.
     *
     * @param expiry its Message Expiry Interval, or {@link #NO_EXPIRY}
     */
    record Received(String topic, int qos, boolean retain, int expiry, ByteBuffer bytes) {
        String payload() {
            return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
        }
    }

    /**
     * How a client connects.
     *
     * @param version 4 for MQTT 3.1.1, or 5
     * @param clean whether it begins with a new session, which ends with the connection
     * @param will null for none
     */
    record Connect(
            int port,
            int version,
            String clientId,
            boolean clean,
            @Nullable Will will) {
        Connect(int port, int version, String clientId) {
            this(port, version, clientId, true, null);
        }

        Connect with(Will other) {
            return new Connect(port, version, clientId, clean, other);
        }

        /** With a session that never expires. */
        Connect stored() {
            return new Connect(port, version, clientId, false, will);
        }
    }

    /** A Will Message. */
    record Will(String topic, int qos, boolean retain, ByteBuffer payload) {
        Will(String topic, int qos, boolean retain, String payload) {
            this(topic, qos, retain, StandardCharsets.UTF_8.encode(payload));
        }
    }

    private PahoPeer(Connect connect) throws IOException {
        Will will = connect.will();
        List<String> command = List.of(
                PYTHON,
                PROGRAM,
                Integer.toString(connect.port()),
                Integer.toString(connect.version()),
                connect.clientId(),
                connect.clean() ? "1" : "0",
                will == null ? NOTHING : base64(will.topic()),
                will == null ? "0" : Integer.toString(will.qos()),
                will != null && will.retain() ? "1" : "0",
                will == null ? NOTHING : base64(will.payload()));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        commands = process.outputWriter(StandardCharsets.UTF_8);
        reader = new Thread(this::read, "output of " + connect.clientId());
        reader.start();
    }

    /** Connects, which must be accepted. */
    static PahoPeer connect(Connect connect) {
        return connect(connect, false);
    }

    /** Connects, which must find a session. */
    static PahoPeer resume(Connect connect) {
        return connect(connect, true);
    }

    private static PahoPeer connect(Connect connect, boolean sessionPresent) {
        try {
            PahoPeer peer = new PahoPeer(connect);
            assertThat(peer.answer()).isEqualTo("connected %d 0".formatted(sessionPresent ? 1 : 0));
            return peer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean knowsPaho() {
        List<String> question = List.of(PYTHON, "-c", "import paho.mqtt.client");
        try {
            return Files.isExecutable(Path.of(PYTHON))
                    && new ProcessBuilder(question).start().waitFor() == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("message ")) {
                    received.add(message(line.split(" ")));
                } else {
                    answers.add(line);
                }
            }
        } catch (IOException e) {
            answers.add("the output has ended: " + e);
        }
    }

    private static Received message(String[] words) {
        return new Received(
                new String(bytes(words[1]), StandardCharsets.UTF_8),
                Integer.parseInt(words[2]),
                words[3].equals("1"),
                Integer.parseInt(words[4]),
                ByteBuffer.wrap(bytes(words[5])));
    }

    private static byte[] bytes(String word) {
        return word.equals(NOTHING) ? new byte[0] : Base64.getDecoder().decode(word);
    }

    private static String base64(ByteBuffer bytes) {
        return bytes.hasRemaining()
                ? StandardCharsets.ISO_8859_1
                        .decode(Base64.getEncoder().encode(bytes.duplicate()))
                        .toString()
                : NOTHING;
    }

    private static String base64(String text) {
        return base64(StandardCharsets.UTF_8.encode(text));
    }

    private String answer() {
        try {
            String answer = answers.poll(Await.LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertThat(answer).as("answer").isNotNull();
            return answer;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private PahoPeer command(Object... words) {
        try {
            commands.write(Stream.of(words).map(String::valueOf).collect(Collectors.joining(" ", "", "\n")));
            commands.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(answer()).as(words[0].toString()).isEqualTo("done");
        return this;
    }

    /** Subscribes; MQTT 3.1.1 knows only the QoS of the options. */
    PahoPeer subscribe(String filter, int options) {
        return command("subscribe", base64(filter), options);
    }

    PahoPeer unsubscribe(String filter) {
        return command("unsubscribe", base64(filter));
    }

    /** Publishes, and waits for the acknowledgement. */
    PahoPeer publish(String topic, int qos, String payload) {
        return publish(topic, qos, false, NO_EXPIRY, StandardCharsets.UTF_8.encode(payload));
    }

    /** As {@link #publish}, with RETAIN 1. */
    PahoPeer retain(String topic, int qos, String payload) {
        return retain(topic, qos, NO_EXPIRY, payload);
    }

    /** As {@link #retain}, with a Message Expiry Interval in seconds, in MQTT 5. */
    PahoPeer retain(String topic, int qos, int expiry, String payload) {
        return publish(topic, qos, true, expiry, StandardCharsets.UTF_8.encode(payload));
    }

    /** As {@link #publish}, with a payload that is no text. */
    PahoPeer publish(String topic, int qos, ByteBuffer payload) {
        return publish(topic, qos, false, NO_EXPIRY, payload);
    }

    private PahoPeer publish(String topic, int qos, boolean retain, int expiry, ByteBuffer payload) {
        return command("publish", base64(topic), qos, retain ? 1 : 0, expiry, base64(payload));
    }

    /** All messages that have come, in their order. */
    List<Received> received() {
        return List.copyOf(received);
    }

    /** Those that have come on these topics. */
    List<Received> received(Predicate<String> topics) {
        return received.stream().filter(each -> topics.test(each.topic())).toList();
    }

    /** What has come on the topic, as text. */
    List<String> payloads(String topic) {
        return received(topic::equals).stream().map(Received::payload).toList();
    }

    /** Waits until these, and nothing else, have come on the topic. */
    void awaitPayloads(String topic, String... payloads) throws Exception {
        List<String> expected = Arrays.asList(payloads);
        try {
            Await.until(() -> payloads(topic).size() >= expected.size());
        } finally {
            assertThat(payloads(topic)).as(topic).isEqualTo(expected);
        }
    }

    /** Waits until a message has come. */
    Received await(String topic, String payload) throws Exception {
        Predicate<Received> wanted =
                each -> each.topic().equals(topic) && each.payload().equals(payload);
        try {
            Await.until(() -> received.stream().anyMatch(wanted));
        } catch (AssertionError e) {
            throw new AssertionError("not come: " + topic + " " + payload + ", but " + received, e);
        }
        return received.stream().filter(wanted).findFirst().orElseThrow();
    }

    /** Waits until the broker has ended the connection. */
    void awaitDisconnected() {
        assertThat(answer()).isEqualTo("disconnected");
    }

    /** DISCONNECT: there is no Will. */
    void disconnect() throws Exception {
        commands.write("disconnect\n");
        commands.flush();
        assertThat(process.waitFor(Await.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        reader.join();
    }

    /** Its connection ends without a DISCONNECT. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            reader.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
