package org.holdfast.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * The port of the console, checked before the boot: Payara Micro reports a port in use only after seconds, and at length.
 *
 * @param number the port; 0 when Payara Micro looks for a free one itself
 */
record HttpPort(int number) {
    private static final int DEFAULT = 8080;

    static HttpPort of(CommandLine commandLine) throws StartException {
        if (commandLine.has("--autobindhttp")) {
            return new HttpPort(0);
        }
        String port = commandLine.valueOf("--port");
        try {
            return new HttpPort(port == null ? DEFAULT : Integer.parseInt(port));
        } catch (NumberFormatException e) {
            throw new StartException("--port must be a number from 1 to 65535, not '" + port + "'.");
        }
    }

    void requireFree() throws StartException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), number));
        } catch (IOException | IllegalArgumentException e) {
            throw new StartException("the console cannot listen on port " + number + " (" + e.getMessage()
                    + "). Choose another port with --port, or let Holdfast find a free one with --autobindhttp.");
        }
    }
}
