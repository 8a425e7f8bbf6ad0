/**
 * Connections to the database, and what has to hold of each of them: as the settings say
 * ({@link org.holdfast.beans.store.connection.ConfiguredDataSource}), or the administrator's, wrapped
 * ({@link org.holdfast.beans.store.connection.ServerDataSource}); and what failures of them mean, in words.
 */
@NullMarked
package org.holdfast.beans.store.connection;

import org.jspecify.annotations.NullMarked;
