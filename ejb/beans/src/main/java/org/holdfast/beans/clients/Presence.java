package org.holdfast.beans.clients;

/** Which clients are asked for. */
public enum Presence {
    ANY,
    /** Those that are connected. */
    CONNECTED,
    /** Those that are away and have a session. */
    AWAY
}
