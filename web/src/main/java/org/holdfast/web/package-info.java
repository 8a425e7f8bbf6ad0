/** The console: what it shows comes from the facade of the beans, never from the engine. */
@NullMarked
package org.holdfast.web;

import org.jspecify.annotations.NullMarked;
