/**
 * Authentication and authorization of requests: one authentication mechanism for the whole application (Jakarta Security).
 *
 * <pre>
 *   request ──> ConsoleAuthentication     session of a page, Basic, or API key
 *                  │
 *                  ├──> pages             any role, but for login.xhtml (web.xml)
 *                  └──> REST              RestRules: any role may read, admin may change
 * </pre>
 *
 * <p>REST accepts a session only for reading, so that no page elsewhere can change anything with it. Pages are protected by the
 * view state of Faces, and by what the browser says about the origin of a request.
 */
@NullMarked
package org.holdfast.web.security;

import org.jspecify.annotations.NullMarked;
