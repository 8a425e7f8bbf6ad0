package org.holdfast.tools.mqtt;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.holdfast.beans.transfer.BadMessageException;
import org.holdfast.beans.transfer.Import;
import org.holdfast.beans.transfer.TextRules;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.topic.TopicName;

/**
 * Reads the retained messages of a broker until none is missing. Brokers limit the queue of a subscriber and silently drop further
 * messages (Mosquitto: 1,000 messages). So
 *
 * <ol>
 *   <li>a first reading at QoS 2 takes the messages that arrive, with their QoS;
 *   <li>a reading at QoS 0, which such a queue does not limit, finds all topics, as fast as they arrive;
 *   <li>missing and changed messages are requested by their Topic Names, at QoS 2, a few topics at a time.
 * </ol>
 *
 * <p>The last two are repeated until two readings in a row have found the same number of topics, and no new one. All of them happen
 * in one session, whose subscription is never interrupted: so changes meanwhile are not missed. Belongs to one thread.
 */
final class RetainedReading {
    private static final String ALL = "#";
    private static final int QUIET_TIMES_FOR_A_COUNT = 3;
    private static final int TOPICS_AT_A_TIME = 100;

    /** The maximum number of names kept in memory; the next reading finds the others. */
    private static final int MOST_WANTED = 100_000;

    /** The maximum number of readings that may contradict each other. */
    private static final int MOST_READINGS = 5;

    private final RetainedSource source;
    private final Import messages;
    private final RetainedSubscriber subscriber;
    private final SeenTopics seen = new SeenTopics();
    private final Set<String> wanted = new LinkedHashSet<>();
    private int newInThisReading;

    RetainedReading(RetainedSource source, MqttSession session, Import messages) {
        this.source = source;
        this.messages = messages;
        subscriber = new RetainedSubscriber(session, source.quietTime());
    }

    /** Reads all messages, or reports what is missing. */
    void readAll() throws IOException {
        subscriber.subscribe(List.of(source.filter().value()), QoS.EXACTLY_ONCE);
        subscriber.read(this::takeIfRetained, subscriber::isRefused);
        if (subscriber.isRefused()) {
            throw subscriber.refused(source.filter().value());
        }
        boolean isSettled = settle();
        RetainedCount count = source.filter().value().equals(ALL)
                ? RetainedCount.read(
                        subscriber, this::look, seen.taken(), source.quietTime().multipliedBy(QUIET_TIMES_FOR_A_COUNT))
                : RetainedCount.UNKNOWN;
        fetch();
        report(isSettled, count);
    }

    private void report(boolean isSettled, RetainedCount count) {
        long missing = count.missing(seen.taken());
        if (missing > 0) {
            messages.incomplete(source.address() + " keeps " + (seen.taken() + missing)
                    + " retained messages, but only "
                    + seen.taken() + " arrived: " + missing
                    + " are missing. Grant this user read access to all of them,"
                    + " and raise that broker's queue limit (max_queued_messages in Mosquitto), then import"
                    + " again.");
        } else if (!isSettled && !count.isKnown()) {
            messages.incomplete("could not verify that all messages of " + source.address() + " arrived:"
                    + " each reading returns different topics. Stop its publishers, or raise its queue limit, then"
                    + " import again.");
        }
    }

    /** Reads until two readings agree; false when they keep contradicting each other. */
    private boolean settle() throws IOException {
        int before = seen.taken();
        for (int reading = 0; reading < MOST_READINGS; ) {
            seen.nextReading();
            newInThisReading = 0;
            subscriber.subscribe(List.of(source.filter().value()), QoS.AT_MOST_ONCE);
            subscriber.read(this::look, () -> false);
            boolean isSettled = newInThisReading == 0 && seen.inThisReading() == before;
            before = seen.inThisReading();
            boolean isCapped = wanted.size() == MOST_WANTED;
            int taken = seen.taken();
            fetch();
            if (isSettled) {
                return true;
            }
            reading += isCapped && seen.taken() > taken ? 0 : 1; // it has contradicted nothing, only gone on
        }
        return false;
    }

    /** Requests the wanted messages, at their own QoS. */
    private void fetch() throws IOException {
        List<String> topics = new ArrayList<>(wanted);
        wanted.clear();
        for (int from = 0; from < topics.size(); from += TOPICS_AT_A_TIME) {
            fetch(topics.subList(from, Math.min(topics.size(), from + TOPICS_AT_A_TIME)));
        }
    }

    private void fetch(List<String> topics) throws IOException {
        Set<String> missing = new HashSet<>(topics);
        Set<String> asked = Set.copyOf(topics);
        subscriber.subscribe(topics, QoS.EXACTLY_ONCE);
        subscriber.read(
                (packet, body) -> {
                    if (!asked.contains(body.topic()) || !packet.isRetained()) {
                        return look(packet, body);
                    }
                    takeIfRetained(packet, body);
                    return missing.remove(body.topic());
                },
                missing::isEmpty);
        subscriber.unsubscribe(topics);
    }

    /** Checks whether a message at QoS 0 has been taken; if not, it is wanted. */
    private boolean look(Packet packet, PublishBody body) {
        if (!packet.isRetained()) {
            return false;
        }
        if (body.payload().isEmpty()) {
            return takeIfRetained(packet, body);
        }
        SeenTopics.Known known = seen.known(body.topic(), content(packet, body));
        boolean isFirst = seen.see(body.topic());
        newInThisReading += isFirst && known == SeenTopics.Known.NEW ? 1 : 0;
        if (known != SeenTopics.Known.SAME && wanted.size() < MOST_WANTED) {
            wanted.add(body.topic());
        }
        return isFirst;
    }

    private static int content(Packet packet, PublishBody body) {
        return packet.isCut()
                ? 1
                : 31 * body.payload().hashCode() + body.properties().hashCode();
    }

    /** Takes a message; true when nothing of its topic had been taken before. */
    private boolean takeIfRetained(Packet packet, PublishBody body) {
        if (!packet.isRetained()) {
            return false;
        }
        String origin = "topic " + body.topic();
        int content = content(packet, body);
        boolean isNew = seen.known(body.topic(), content) == SeenTopics.Known.NEW;
        seen.take(body.topic(), content);
        if (packet.isCut()) {
            messages.refuse(origin, "larger than holdfast.mqtt.max-packet-size: raise that setting");
        } else {
            take(origin, packet, body);
        }
        return isNew;
    }

    private void take(String origin, Packet packet, PublishBody body) {
        try {
            TopicName topic = TextRules.topicName("the topic", body.topic());
            if (body.payload().isEmpty()) {
                seen.clear(body.topic());
                messages.clear(topic);
            } else {
                messages.add(origin, body.message(topic, packet.qos(), messages.now()));
            }
        } catch (BadMessageException e) {
            messages.refuse(origin, e.reason());
        }
    }
}
