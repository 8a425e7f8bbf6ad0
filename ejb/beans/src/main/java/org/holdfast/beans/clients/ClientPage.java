package org.holdfast.beans.clients;

import java.util.List;

/**
 * A page of the requested clients.
 *
 * @param clients in the order of their Client Identifiers
 * @param total the number of all requested clients
 */
public record ClientPage(List<ClientView> clients, long total) {}
