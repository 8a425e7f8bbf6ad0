/**
 * What beans and connections have in common: the adapter's threads, settings as the container hands them over, who a broker is and who
 * we are to it, messages that leave, and Reason Codes in words.
 */
@NullMarked
package org.holdfast.adapter.link;

import org.jspecify.annotations.NullMarked;
