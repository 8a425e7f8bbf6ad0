/** Tests of the console without a server. */
@NullMarked
package org.holdfast.web;

import org.jspecify.annotations.NullMarked;
