package org.holdfast.factory;

import jakarta.ejb.Singleton;
import jakarta.resource.ConnectionFactoryDefinition;
import jakarta.resource.spi.TransactionSupport.TransactionSupportLevel;

/** Defines {@code java:global/holdfast/mqtt}. The container has no other way to a name that begins like this. */
@Singleton
@ConnectionFactoryDefinition(
        name = "java:global/holdfast/mqtt",
        interfaceName = "org.holdfast.mqtt.MqttConnectionFactory",
        resourceAdapter = "holdfast-mqtt",
        transactionSupport = TransactionSupportLevel.XATransaction,
        minPoolSize = 0,
        maxPoolSize = 64)
public class DefaultFactory {}
