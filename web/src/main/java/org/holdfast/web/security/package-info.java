/**
 * Who sends a request, and what it may do: one authentication mechanism for the whole application (Jakarta Security).
 *
 * <pre>
 *   request ──> ConsoleAuthentication     session of a page, Basic, or API key
 *                  │
 *                  ├──> pages             any role, but for login.xhtml (web.xml)
 *                  └──> REST              RestRules: to look any role, to change admin
 * </pre>
 *
 * <p>A session is taken by REST only to look: so no page elsewhere can change anything by it. Pages have the view state of Faces
 * against that, and the browser's word where a request comes from.
 */
@NullMarked
package org.holdfast.web.security;

import org.jspecify.annotations.NullMarked;
