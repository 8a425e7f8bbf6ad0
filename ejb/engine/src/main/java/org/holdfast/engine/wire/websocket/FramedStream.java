package org.holdfast.engine.wire.websocket;

/** The stream behind a WebSocket, which takes its bytes. Called on the channel's event loop only. */
public interface FramedStream {
    /**
     * Called when the WebSocket is open: frames are read and written from now on.
     *
     * @param lastWords the message to write when this side ends the connection
     */
    void opened(Object lastWords);

    /**
     * Called when no more bytes follow, although the peer may still read: it has closed the WebSocket or violated its protocol.
     *
     * @param lastWords the message to write now
     */
    void inputEnded(Object lastWords);

    /** Closes the connection after what has been written. */
    void close();
}
