/**
 * Connections to the database, and their requirements: created from the settings
 * ({@link org.holdfast.beans.store.connection.ConfiguredDataSource}), or the administrator's, wrapped
 * ({@link org.holdfast.beans.store.connection.ServerDataSource}); and the description of their failures.
 */
@NullMarked
package org.holdfast.beans.store.connection;

import org.jspecify.annotations.NullMarked;
