/**
 * The broker under input that nobody designed: valid packets that were mutated, random bytes, packets cut at any place.
 * {@code mvn verify} gives it a minute, {@code mvn -Pfuzz verify} hours. A failure is shrunk to its smallest form and comes
 * first in the next run.
 *
 * <pre>
 *   Corpus ──> Mutation ──> Input ──> BrokerFuzzTest: the connection ends in order, whatever came
 *                                     WellBehavedPair: loses nothing all the while
 *                                     LogWatch, heap, Netty's leak detector: nothing is left behind
 * </pre>
 */
@NullMarked
package org.holdfast.engine.fuzz;

import org.jspecify.annotations.NullMarked;
