/** What is SQLite's own. */
@NullMarked
package org.holdfast.beans.store.sqlite;

import org.jspecify.annotations.NullMarked;
