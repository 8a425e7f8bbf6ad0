/**
 * What a request may cost in threads, memory and time. The server has one pool of threads for everything that it serves, health
 * and metrics included, and a body that arrives slowly holds one of them.
 *
 * <pre>
 *   request ──> RequestLimits      the first filter
 *                  ├──> Places         how many requests are handled at a time, in all and of one party
 *                  └──> LimitedRequest
 *                          ├──> PacedInput       the body: how large, and how slow
 *                          └──> FormParameters   the fields of a form, read from it
 * </pre>
 */
@NullMarked
package org.holdfast.web.limits;

import org.jspecify.annotations.NullMarked;
