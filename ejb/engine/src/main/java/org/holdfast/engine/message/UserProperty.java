package org.holdfast.engine.message;

/** A User Property: a pair of texts that travels with a packet unchanged and in order (section 2.2.2.2). */
public record UserProperty(String name, String value) {}
