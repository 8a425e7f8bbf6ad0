/** What is PostgreSQL's own. */
@NullMarked
package org.holdfast.beans.store.postgresql;

import org.jspecify.annotations.NullMarked;
