package org.holdfast.it;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Clients of one broker. */
final class HiveMqClients {
    private HiveMqClients() {}

    /** One with this Client Identifier, which is not connected. */
    static Mqtt5BlockingClient of(int port, String clientId) {
        return MqttClient.builder()
                .useMqttVersion5()
                .identifier(clientId)
                .serverHost("127.0.0.1")
                .serverPort(port)
                .buildBlocking();
    }

    /** Connects so many, whose Client Identifiers are this name and a number. */
    static List<Mqtt5AsyncClient> connect(int port, String name, int count) {
        List<Mqtt5AsyncClient> clients = IntStream.range(0, count)
                .mapToObj(i -> of(port, name + "-" + i).toAsync())
                .toList();
        CompletableFuture.allOf(clients.stream().map(Mqtt5AsyncClient::connect).toArray(CompletableFuture[]::new))
                .join();
        return clients;
    }

    /** Leaves, where there is still somebody to say goodbye to. */
    static void disconnect(List<Mqtt5AsyncClient> clients) {
        clients.stream().filter(client -> client.getState().isConnected()).forEach(Mqtt5AsyncClient::disconnect);
    }
}
