/**
 * An import: messages from a {@link org.holdfast.beans.transfer.MessageSource}, checked and counted on their way into a {@link
 * org.holdfast.beans.transfer.MessageTarget}.
 *
 * <pre>
 *   MessageSource ──> Import ───────────────────────────────> MessageTarget
 *   lines,            expired: counted                       the database, in one transaction,
 *   NanoMQ,           against the rules: refused, and the    or a running broker
 *   a broker          import stopped or the message skipped
 * </pre>
 *
 * <p>Nothing here holds more than a few messages at a time.
 */
@NullMarked
package org.holdfast.beans.transfer;

import org.jspecify.annotations.NullMarked;
