/** What of the sessions survives the broker, and what its clients are told while the store fails. */
@NullMarked
package org.holdfast.engine.durability;

import org.jspecify.annotations.NullMarked;
