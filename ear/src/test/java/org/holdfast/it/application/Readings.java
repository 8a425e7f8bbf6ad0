package org.holdfast.it.application;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.nio.charset.StandardCharsets;
import org.holdfast.mqtt.MqttConnection;
import org.holdfast.mqtt.MqttConnectionFactory;
import org.holdfast.mqtt.MqttException;
import org.holdfast.mqtt.QoS;

/** Writes rows and publishes in one transaction. */
@Stateless
public class Readings {
    @PersistenceContext
    private EntityManager entities;

    @Resource(lookup = "java:global/holdfast/mqtt")
    private MqttConnectionFactory factory;

    @Resource(lookup = "java:app/untold")
    private MqttConnectionFactory untold;

    /** Writes a row with this id, and publishes it; and then fails, if it is to. */
    public void save(String id, boolean isUntold, boolean fails) throws MqttException {
        entities.persist(new Reading(id));
        publish(id, isUntold ? untold : factory);
        if (fails) {
            throw new IllegalStateException("as it was asked for");
        }
    }

    private static void publish(String id, MqttConnectionFactory by) throws MqttException {
        try (MqttConnection connection = by.getConnection()) {
            connection.publish("saved", id.getBytes(StandardCharsets.UTF_8), QoS.AT_LEAST_ONCE, false);
        }
    }

    /** Publishes to all of these topics in one transaction that has nothing else in it. */
    public void publishTo(String... topics) throws MqttException {
        try (MqttConnection connection = factory.getConnection()) {
            for (String topic : topics) {
                connection.publish(topic, topic.getBytes(StandardCharsets.UTF_8), QoS.AT_LEAST_ONCE, false);
            }
        }
    }

    /** Writes a row with this id, and publishes to all of these topics. */
    public void saveAndPublishTo(String id, String... topics) throws MqttException {
        entities.persist(new Reading(id));
        publishTo(topics);
    }

    /** Whether there is a row with this id. */
    public boolean has(String id) {
        return entities.find(Reading.class, id) != null;
    }

    /** How many rows there are whose ids begin like this. */
    public long count(String prefix) {
        return entities.createQuery("SELECT COUNT(r) FROM Reading r WHERE r.id LIKE :prefix", Long.class)
                .setParameter("prefix", prefix + "%")
                .getSingleResult();
    }

    /** Publishes without a transaction. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void publishAtOnce(String id) throws MqttException {
        publish(id, factory);
    }
}
