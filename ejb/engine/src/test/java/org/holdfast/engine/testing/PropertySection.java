package org.holdfast.engine.testing;

/** The places where a client may send properties, each in a packet that has nothing else special (section 2.2.2). */
public enum PropertySection {
    CONNECT("10 .. @ 02 0000 %s s'client'"),
    WILL("10 .. @ 06 0000 [] s'client' %s s'will' s'gone'"),
    PUBLISH("30 .. s'a' %s 'x'"),
    PUBACK("40 .. 0001 00 %s"),
    PUBREC("50 .. 0001 00 %s"),
    PUBREL("62 .. 0001 00 %s"),
    PUBCOMP("70 .. 0001 00 %s"),
    SUBSCRIBE("82 .. 0001 %s s'a' 00"),
    UNSUBSCRIBE("a2 .. 0001 %s s'a'"),
    DISCONNECT("e0 .. 00 %s"),
    AUTH("f0 .. 18 %s");

    private final String packet;

    PropertySection(String packet) {
        this.packet = packet;
    }

    /** The packet with these properties. */
    public String with(String properties) {
        return withBytes("[" + properties + "]");
    }

    /** The packet with these bytes where the length of the properties would begin. */
    public String withBytes(String bytes) {
        return packet.formatted(bytes);
    }
}
