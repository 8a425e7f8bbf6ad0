/** Reports the failures of requests as problem details (RFC 9457). */
@NullMarked
package org.holdfast.web.problem;

import org.jspecify.annotations.NullMarked;
