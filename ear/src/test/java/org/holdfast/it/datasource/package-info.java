/** An application that brings a data source for the broker. */
@NullMarked
package org.holdfast.it.datasource;

import org.jspecify.annotations.NullMarked;
