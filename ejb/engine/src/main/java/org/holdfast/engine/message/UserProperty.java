package org.holdfast.engine.message;

/** A User Property: a name and a value that are forwarded unchanged and in order (section 2.2.2.2). */
public record UserProperty(String name, String value) {}
