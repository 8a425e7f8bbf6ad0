package org.holdfast.it.ledger;

import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.holdfast.mqtt.MqttListener;
import org.holdfast.mqtt.MqttMessage;

/** Writes the number in each message into the table, in the transaction of the message; no faster than one in a millisecond. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "topicFilter", propertyValue = "ledger/+"),
            @ActivationConfigProperty(propertyName = "clientId", propertyValue = "ledger"),
            @ActivationConfigProperty(propertyName = "sessionExpiry", propertyValue = "86400")
        })
public class LedgerBean implements MqttListener {
    @Resource(lookup = LedgerTable.DATA_SOURCE)
    private DataSource dataSource;

    @Override
    public void onMessage(MqttMessage message) throws SQLException, InterruptedException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO ledger (number) VALUES (?)")) {
            insert.setInt(1, Integer.parseInt(message.text()));
            insert.executeUpdate();
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }
}
