package org.holdfast.engine.fuzz;

import java.util.List;
import org.holdfast.engine.testing.PacketText;
import org.holdfast.engine.testing.Protocol;

/** Valid packets of clients, every kind of them with every property, to begin from. */
final class Corpus {
    /** CONNECTs that are accepted; in MQTT 5.0 the last one is to prove who it is first. */
    private static final List<String> CONNECTS = List.of(
            "10 .. @ 02 0000 [] s'f1'",
            "10 .. @ 00 003c [11 0000003c 21 0003 22 0005] s'f2'",
            "10 .. @ 02 0000 [11 00000e10 17 00 19 01 26 s'a' s'b' 27 00000100] s'f3'",
            "10 .. @ ce 0000 [] s'f4' [] s'f/will' s'gone' s'user' s'password'",
            """
            10 .. @ 36 0000 [] s'f5'
            [18 00000001 01 01 02 0000003c 03 s'text' 08 s'f/r' 09 0002 0001 26 s'a' s'b'] s'f/will' s'gone'
            """,
            "10 .. @ 02 0000 [15 s'SCRAM-SHA-256' 16 s'n,,n=f,r=abc'] s'f6'");

    /** Packets that may come after it. */
    private static final List<String> PACKETS = List.of(
            "30 .. s'f/a' [] 'x'",
            "31 .. s'f/a' [] 'retained'",
            "31 .. s'f/a' []",
            "32 .. s'f/a/b' 0001 [] 'x'",
            "33 .. s'f/a/b' 0002 [02 00000005] 'retained'",
            "34 .. s'f/c' 0003 [] 'x'",
            "3c .. s'f/c' 0003 [] 'x'",
            "3b .. s'f/d' 0004 [] 'x'",
            "30 .. s'f/e' [01 01 02 0000003c 03 s'text' 08 s'f/r' 09 0002 0001 23 0002 26 s'a' s'b'] 'x'",
            "30 .. s'' [23 0002] 'x'",
            "30 .. s'f/\u00e4\u20ac\ud83d\ude00' [] '\ud83d\ude00'",
            "40 02 0001",
            "40 .. 0001 {00 [1f s'reason' 26 s'a' s'b']}",
            "50 02 0001",
            "50 .. 0002 {80 []}",
            "62 02 0003",
            "62 .. 0004 {92 [1f s'reason']}",
            "70 02 0001",
            "82 .. 0005 [] s'f/#' 00",
            "82 .. 0006 [0b 07 26 s'a' s'b'] s'f/+' 01 s'f/a/b' 02 s'#' 00",
            "82 .. 0007 [] s'$share/g/f/#' 01 s'f//+' 02",
            "a2 .. 0008 [] s'f/#' s'f/+'",
            "a2 .. 0009 [26 s'a' s'b'] s'f/a/b'",
            "c0 00",
            "e0 00",
            "e0 .. {04 [11 00000000 1f s'reason' 26 s'a' s'b']}",
            "f0 .. {19 [15 s'SCRAM-SHA-256' 16 0003 'n,,']}",
            "f0 .. {18 [15 s'SCRAM-SHA-256' 16 s'c=biws,r=abc,p=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' 1f s'a']}");

    private Corpus() {}

    static List<byte[]> connects(Protocol protocol) {
        return encoded(protocol, CONNECTS);
    }

    static List<byte[]> packets(Protocol protocol) {
        return encoded(protocol, PACKETS);
    }

    private static List<byte[]> encoded(Protocol protocol, List<String> texts) {
        return texts.stream().map(text -> PacketText.bytes(protocol, text)).toList();
    }
}
