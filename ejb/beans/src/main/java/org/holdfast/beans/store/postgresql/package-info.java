/** The part for PostgreSQL: which of several brokers owns the database, and that no other one writes. */
@NullMarked
package org.holdfast.beans.store.postgresql;

import org.jspecify.annotations.NullMarked;
