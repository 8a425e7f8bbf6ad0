package org.holdfast.beans.clients;

/** Which clients to list. */
public enum Presence {
    ANY,
    /** Those that are connected. */
    CONNECTED,
    /** Those that are disconnected and have a session. */
    AWAY
}
