/**
 * Session State as the store keeps it (section 4.1), piece by piece. Its changes go through the journal and are
 * committed together with retained messages.
 */
@NullMarked
package org.holdfast.engine.session.store;

import org.jspecify.annotations.NullMarked;
