package org.holdfast.engine;

import java.time.Duration;
import org.holdfast.engine.commit.CommitStatus;
import org.holdfast.engine.retained.RetainedStatus;
import org.holdfast.engine.session.SessionStatus;
import org.holdfast.engine.wire.TrafficStatus;

/**
 * The status of the broker.
 *
 * @param version the version of the program
 * @param uptime the time since the broker was opened; zero before
 * @param listening whether connections are accepted
 * @param connections the number of open connections, those without a CONNECT included
 * @param traffic the traffic of all connections
 * @param lag the largest delay with which an event loop has run its tasks in the last half minute
 * @param sessions the status of the sessions
 * @param subscriptions the number of subscriptions
 * @param retained the status of the retained messages
 * @param commits the status of the commits
 */
public record BrokerStatus(
        String version,
        Duration uptime,
        boolean listening,
        int connections,
        TrafficStatus traffic,
        Duration lag,
        SessionStatus sessions,
        int subscriptions,
        RetainedStatus retained,
        CommitStatus commits) {}
