package org.holdfast.beans.topics;

import org.holdfast.beans.state.Commits;
import org.holdfast.beans.transfer.MessageTarget;
import org.holdfast.beans.transfer.Refusals;
import org.holdfast.engine.management.TopicManagement;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.retained.ChangeResult;
import org.holdfast.engine.topic.TopicName;

/** The running broker as the target of an import, which commits each chunk of messages before the next one. */
final class BrokerTarget implements MessageTarget {
    private static final int CHUNK = 10_000;

    private final TopicManagement topics;
    private final Commits commits;
    private final ImportRules rules;
    private long taken;
    private long imported;
    private long kept;

    BrokerTarget(TopicManagement topics, Commits commits, ImportRules rules) {
        this.topics = topics;
        this.commits = commits;
        this.rules = rules;
    }

    @Override
    public void put(String origin, Message message, Refusals refusals) {
        ChangeResult result = rules.dryRun() ? wouldPut(message) : reallyPut(message);
        if (result.refusal() != null) {
            refusals.refuse(origin, topics.explain(result.refusal()));
        } else if (result.isChanged()) {
            imported++;
        } else {
            kept++;
        }
        if (++taken % CHUNK == 0) {
            await();
        }
    }

    private ChangeResult reallyPut(Message message) {
        return rules.keepsExisting() ? topics.keepSoonIfNone(message) : topics.keepSoon(message);
    }

    private ChangeResult wouldPut(Message message) {
        boolean isKept = rules.keepsExisting() && topics.view().get(message.topic()) != null;
        return isKept ? ChangeResult.NO_CHANGE : ChangeResult.CHANGED;
    }

    private void await() {
        if (!rules.dryRun()) {
            commits.await(topics.committed());
        }
    }

    @Override
    public void clear(TopicName topic) {
        throw new UnsupportedOperationException("JSON lines cannot clear topics");
    }

    @Override
    public void finish(Refusals refusals) {
        await();
    }

    @Override
    public String outcome() {
        return "imported " + imported + ", kept " + kept;
    }

    @Override
    public long abandon() {
        await();
        return imported;
    }

    long imported() {
        return imported;
    }

    long kept() {
        return kept;
    }

    @Override
    public void close() {
        // the broker stays
    }
}
