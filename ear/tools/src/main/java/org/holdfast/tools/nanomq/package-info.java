/** The retained messages of NanoMQ, out of the SQLite file in which it keeps them (its table {@code t_retain}). */
@NullMarked
package org.holdfast.tools.nanomq;

import org.jspecify.annotations.NullMarked;
