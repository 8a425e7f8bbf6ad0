/**
 * Rows of the broker's tables. Each table has an entity, and only the entity knows its columns and how values are converted:
 * {@link org.holdfast.beans.store.row.EntityTable} derives the SQL and the binding of parameters from its JPA annotations. JPA
 * itself would take two to seven times as long to write them, and 1.4 times as long to read them (docs/benchmarks.md).
 */
@NullMarked
package org.holdfast.beans.store.row;

import org.jspecify.annotations.NullMarked;
