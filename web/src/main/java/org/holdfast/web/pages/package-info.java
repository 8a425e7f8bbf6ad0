/**
 * The pages: a backing bean for each .xhtml, over the facades of the beans. Live figures are pushed to them
 * ({@link org.holdfast.web.pages.LivePush}), or requested by their scripts through REST.
 */
@NullMarked
package org.holdfast.web.pages;

import org.jspecify.annotations.NullMarked;
