package org.holdfast.beans.clients;

import java.util.List;

/**
 * Some of the clients that were asked for.
 *
 * @param clients in the order of their Client Identifiers
 * @param total how many there are in all
 */
public record ClientPage(List<ClientView> clients, long total) {}
