/** An application that writes each message into a table of its own database. */
@NullMarked
package org.holdfast.it.ledger;

import org.jspecify.annotations.NullMarked;
