/** What beans and connections have in common. */
@NullMarked
package org.holdfast.adapter.link;

import org.jspecify.annotations.NullMarked;
