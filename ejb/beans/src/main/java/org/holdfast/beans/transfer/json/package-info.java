/**
 * Messages as newline-delimited JSON, one object in a line; docs/operations.md describes it.
 *
 * <p>The only package that uses Jackson.
 */
@NullMarked
package org.holdfast.beans.transfer.json;

import org.jspecify.annotations.NullMarked;
