package org.holdfast.engine.wire.websocket;

/** What stands behind a WebSocket and takes the bytes that it brings. Called on the channel's event loop only. */
public interface FramedStream {
    /**
     * The WebSocket is open: frames are read and written from now on.
     *
     * @param lastWords what is to be written when this side ends the connection
     */
    void opened(Object lastWords);

    /**
     * No more bytes come, although the peer may go on to read: it has closed the WebSocket or broken its rules.
     *
     * @param lastWords what is to be written now
     */
    void inputEnded(Object lastWords);

    /** Ends the connection after what has been written. */
    void close();
}
