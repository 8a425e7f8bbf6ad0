package org.holdfast.beans.gateway;

import org.holdfast.engine.Broker;
import org.holdfast.engine.local.LocalConnect;
import org.holdfast.engine.local.LocalDelivery;
import org.holdfast.engine.local.LocalReceiver;
import org.holdfast.engine.message.ReasonCode;
import org.holdfast.mqtt.gateway.Gateway;
import org.holdfast.mqtt.gateway.Gateways;
import org.holdfast.mqtt.gateway.Link;
import org.holdfast.mqtt.gateway.LinkOptions;
import org.holdfast.mqtt.gateway.LinkReceiver;

/** The gateway to the broker of this application. Any thread. */
public final class BrokerGateway implements Gateway {
    private final Broker broker;

    private BrokerGateway(Broker broker) {
        this.broker = broker;
    }

    /** Makes the broker available to applications on this server. */
    public static void offer(Broker broker) {
        Gateways.offer(new BrokerGateway(broker));
    }

    /** Withdraws the broker from applications that are not connected yet. */
    public static void withdraw() {
        Gateways.withdraw();
    }

    @Override
    public Link connect(LinkOptions options, LinkReceiver receiver) {
        LocalConnect connect = new LocalConnect(
                options.clientId(),
                options.cleanStart(),
                options.sessionExpirySeconds(),
                options.userName(),
                options.capacity(),
                options.description());
        return new LocalLink(broker.locals().connect(connect, new ReceiverAdapter(receiver)), broker.management());
    }

    /** Passes on the events of the engine. */
    private record ReceiverAdapter(LinkReceiver receiver) implements LocalReceiver {
        @Override
        public void connected(boolean sessionPresent) {
            receiver.connected(sessionPresent);
        }

        @Override
        public void message(LocalDelivery delivery) {
            receiver.message(new ReceivedMessage(delivery));
        }

        @Override
        public void closed(ReasonCode reason, String explanation) {
            receiver.closed(reason.value(), explanation);
        }
    }
}
