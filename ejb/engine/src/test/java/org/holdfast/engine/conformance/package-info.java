/**
 * The numbered statements of both standards, and which tests prove them.
 *
 * <pre>
 *   &#64;Normative on tests ──run──> Results (target/conformance.tsv) ──> ConformanceReport ──> docs/conformance.md
 *   Statement: src/test/resources/conformance/*.tsv ────────────────────────┘
 * </pre>
 */
@NullMarked
package org.holdfast.engine.conformance;

import org.jspecify.annotations.NullMarked;
