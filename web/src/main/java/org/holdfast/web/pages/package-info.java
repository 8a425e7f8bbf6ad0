/**
 * The pages: what each .xhtml shows and does, a class for each, over the facades of the beans. What is live is pushed to them
 * ({@link org.holdfast.web.pages.LivePush}), or asked for by their scripts through REST.
 */
@NullMarked
package org.holdfast.web.pages;

import org.jspecify.annotations.NullMarked;
