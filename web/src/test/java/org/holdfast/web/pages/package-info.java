@NullMarked
package org.holdfast.web.pages;

import org.jspecify.annotations.NullMarked;
