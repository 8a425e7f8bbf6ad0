/** Backups of the database beside it: made while the broker runs, listed, deleted. */
@NullMarked
package org.holdfast.beans.backups;

import org.jspecify.annotations.NullMarked;
