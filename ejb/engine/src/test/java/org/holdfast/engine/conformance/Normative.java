package org.holdfast.engine.conformance;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The test proves numbered statements of the standard. The two versions number the same statement differently. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Normative {
    /** Ids of MQTT 5.0, such as {@code MQTT-3.3.1-6}. */
    String[] value() default {};

    /** Ids of MQTT 3.1.1. */
    String[] mqtt3() default {};
}
