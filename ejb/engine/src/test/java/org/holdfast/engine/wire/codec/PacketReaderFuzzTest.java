package org.holdfast.engine.wire.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.holdfast.engine.fuzz.Input;
import org.holdfast.engine.message.MqttException;
import org.holdfast.engine.message.PacketLimits;
import org.holdfast.engine.packet.ClientPacket;

/** Whatever comes, {@link PacketReader} makes packets of it or says what is wrong, and where the bytes are cut is all the same. */
class PacketReaderFuzzTest {
    private static final int MAXIMUM = 1_000;

    @Property
    void cutsMakeNoDifference(@ForAll("inputs") Input input) {
        assertThat(read(input.writes())).isEqualTo(read(List.of(input.bytes())));
    }

    @Property
    void everyByteForItselfMakesNoDifference(@ForAll("inputs") Input input) {
        List<byte[]> single = new ArrayList<>();
        for (byte b : input.bytes()) {
            single.add(new byte[] {b});
        }
        assertThat(read(single)).isEqualTo(read(List.of(input.bytes())));
    }

    @Provide
    Arbitrary<Input> inputs() {
        return Arbitraries.oneOf(Input.mutated(), Input.random());
    }

    /** The packets, and the Reason Code that ended them when there is one. */
    private static List<Object> read(List<byte[]> writes) {
        PacketReader reader = new PacketReader(new PacketLimits(MAXIMUM, MAXIMUM, 1_000, 100));
        ByteBuf in = Unpooled.buffer();
        List<Object> read = new ArrayList<>();
        try {
            for (byte[] bytes : writes) {
                in.writeBytes(bytes);
                for (ClientPacket packet; (packet = reader.read(in)) != null; ) {
                    read.add(packet);
                }
            }
        } catch (MqttException e) {
            read.add(e.reason());
        }
        return read;
    }
}
