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
 * @param listening whether clients are let in
 * @param connections how many connections are open, those without a CONNECT included
 * @param traffic what has gone through all connections
 * @param lag how late the latest of the event loops has run its tasks in the last half minute
 * @param sessions the status of the sessions
 * @param subscriptions how many subscriptions there are
 * @param retained the status of the retained messages
 * @param commits what has been written to the store so far
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
