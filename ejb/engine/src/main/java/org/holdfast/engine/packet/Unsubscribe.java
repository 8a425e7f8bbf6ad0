package org.holdfast.engine.packet;

import java.util.List;

/** UNSUBSCRIBE (section 3.10). The filters are as the client wrote them and may not be filters at all. */
public record Unsubscribe(int packetId, List<String> filters) implements Packet {}
