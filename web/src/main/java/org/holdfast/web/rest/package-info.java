/**
 * The REST API, {@code /api/v1}: one resource for each kind of thing, each a thin layer over a facade of the beans.
 *
 * <pre>
 *   retained        RetainedResource         list, tree, count, export, import, purge
 *   retained/message RetainedMessageResource one message; the topic is a parameter, because a path would lose empty levels
 *   publish         PublishResource          one message or many
 *   clients, subscriptions, backups, settings, status
 * </pre>
 *
 * <p>JSON in and out; errors are problem details (RFC 9457) that name the field.
 */
@NullMarked
package org.holdfast.web.rest;

import org.jspecify.annotations.NullMarked;
