/** Tests of the REST API's own parts. */
@NullMarked
package org.holdfast.web.rest;

import org.jspecify.annotations.NullMarked;
