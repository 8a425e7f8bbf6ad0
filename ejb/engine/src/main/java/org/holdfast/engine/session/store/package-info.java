/**
 * Session State as the store has it (section 4.1), piece by piece: what changes of it goes through the journal, and is committed together
 * with retained messages.
 */
@NullMarked
package org.holdfast.engine.session.store;

import org.jspecify.annotations.NullMarked;
