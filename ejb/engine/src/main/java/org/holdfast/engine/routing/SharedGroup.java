package org.holdfast.engine.routing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.holdfast.engine.message.QoS;
import org.jspecify.annotations.Nullable;

/** The members of one shared subscription: each message goes to one of them, in turn (section 4.8.2). */
final class SharedGroup {
    private final List<Subscription> members = new CopyOnWriteArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();

    /** Adds a member, or replaces its subscription. */
    SubscriptionTree.Added add(Subscription subscription) {
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i).subscriber() == subscription.subscriber()) {
                members.set(i, subscription);
                return SubscriptionTree.Added.REPLACED;
            }
        }
        members.add(subscription);
        return SubscriptionTree.Added.NEW;
    }

    boolean remove(Subscriber subscriber) {
        return members.removeIf(member -> member.subscriber() == subscriber);
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    /** All members, in the order in which they were added. */
    List<Subscription> members() {
        return members;
    }

    /** Returns the next connected member; if there is none, a member of QoS 1 or 2 if possible; null without members. */
    @Nullable
    Subscription next() {
        Object[] now = members.toArray();
        int start = turn.getAndIncrement();
        Subscription away = null;
        for (int i = 0; i < now.length; i++) {
            Subscription member = (Subscription) now[index(start, i, now.length)];
            if (member.subscriber().isConnected()) {
                return member;
            }
            if (away == null || away.qos() == QoS.AT_MOST_ONCE) {
                away = member; // nothing waits at QoS 0: prefer any other member
            }
        }
        return away;
    }

    /** Returns the index of the member for a turn, after those passed over; turns may overflow. */
    static int index(int turn, int passed, int members) {
        return Math.floorMod(turn + passed, members);
    }
}
