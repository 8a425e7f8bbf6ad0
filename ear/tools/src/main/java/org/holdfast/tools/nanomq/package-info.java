/** The retained messages of NanoMQ, from the SQLite file in which it stores them (its table {@code t_retain}). */
@NullMarked
package org.holdfast.tools.nanomq;

import org.jspecify.annotations.NullMarked;
