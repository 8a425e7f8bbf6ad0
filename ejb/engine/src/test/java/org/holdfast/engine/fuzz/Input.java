package org.holdfast.engine.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.holdfast.engine.testing.Protocol;

/**
 * What one client sends until it leaves.
 *
 * @param protocol the version that it begins with
 * @param writes the bytes, cut into writes
 */
public record Input(Protocol protocol, List<byte[]> writes) {
    private static final byte[] INTERESTING = {0, 1, 2, 0x7f, (byte) 0x80, (byte) 0xc0, (byte) 0xed, (byte) 0xff};

    /** A conversation of valid packets of which some are mutated, and any of which may be cut. */
    public static Arbitrary<Input> mutated() {
        return Arbitraries.of(Protocol.class).flatMap(protocol -> {
            Arbitrary<byte[]> connect = Arbitraries.frequencyOf(
                    Tuple.of(5, Arbitraries.of(Corpus.connects(protocol))),
                    Tuple.of(1, changed(Corpus.connects(protocol))));
            Arbitrary<byte[]> packet = Arbitraries.frequencyOf(
                    Tuple.of(3, Arbitraries.of(Corpus.packets(protocol))),
                    Tuple.of(2, changed(Corpus.packets(protocol))));
            return Combinators.combine(connect, packet.list().ofMaxSize(8), cuts())
                    .as((first, others, cuts) -> {
                        List<byte[]> all = new ArrayList<>(List.of(first));
                        all.addAll(others);
                        return new Input(protocol, cut(join(all), cuts));
                    });
        });
    }

    /** Bytes at random, after a CONNECT or at once. */
    public static Arbitrary<Input> random() {
        return Arbitraries.of(Protocol.class).flatMap(protocol -> Combinators.combine(
                        Arbitraries.of(true, false),
                        Arbitraries.of(Corpus.connects(protocol)),
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(300),
                        cuts())
                .as((connects, connect, bytes, cuts) ->
                        new Input(protocol, cut(connects ? join(List.of(connect, bytes)) : bytes, cuts))));
    }

    private static Arbitrary<byte[]> changed(List<byte[]> packets) {
        return Combinators.combine(
                        Arbitraries.of(packets), mutations().list().ofMinSize(1).ofMaxSize(4))
                .as((packet, mutations) -> {
                    byte[] bytes = packet;
                    for (Mutation mutation : mutations) {
                        bytes = mutation.apply(bytes);
                    }
                    return bytes;
                });
    }

    private static Arbitrary<Mutation> mutations() {
        Arbitrary<Byte> value = Arbitraries.oneOf(Arbitraries.of(boxed(INTERESTING)), Arbitraries.bytes());
        return Combinators.combine(Arbitraries.of(Mutation.Kind.class), places(), value)
                .as(Mutation::new);
    }

    private static Byte[] boxed(byte[] bytes) {
        Byte[] boxed = new Byte[bytes.length];
        Arrays.setAll(boxed, i -> bytes[i]);
        return boxed;
    }

    private static Arbitrary<Double> places() {
        return Arbitraries.integers().between(0, 999).map(thousandths -> thousandths / 1000.0);
    }

    private static Arbitrary<List<Double>> cuts() {
        return places().list().ofMaxSize(4);
    }

    private static List<byte[]> cut(byte[] bytes, List<Double> places) {
        List<byte[]> writes = new ArrayList<>();
        int from = 0;
        for (double place : places.stream().sorted().toList()) {
            int to = (int) (place * bytes.length);
            writes.add(Arrays.copyOfRange(bytes, from, to));
            from = to;
        }
        writes.add(Arrays.copyOfRange(bytes, from, bytes.length));
        return writes;
    }

    static byte[] join(List<byte[]> parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        return all.toByteArray();
    }

    /** All bytes in one. */
    public byte[] bytes() {
        return join(writes);
    }

    @Override
    public String toString() {
        return protocol + " "
                + writes.stream()
                        .map(HexFormat.ofDelimiter(" ")::formatHex)
                        .reduce((a, b) -> a + " | " + b)
                        .orElse("");
    }
}
