package org.holdfast.engine.retained.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.holdfast.engine.loop.Turn;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;

/** The tree does what a sorted map from topics to messages does, whatever happens to it. */
class RetainedTreeModelTest {
    private static final Version LATEST = new Version(Long.MAX_VALUE, Integer.MAX_VALUE);

    /** One thing that happens to a topic. */
    private record Change(String topic, boolean clears) {}

    @Property(tries = 300)
    void holdsWhatAMapWouldHold(@ForAll("changes") List<Change> changes, @ForAll("filters") List<String> filters) {
        RetainedTree tree = new RetainedTree();
        TreeMap<String, RetainedMessage> model = new TreeMap<>();
        long clock = 0;
        for (Change change : changes) {
            if (change.clears()) {
                assertThat(tree.clear(TopicName.of(change.topic()))).isSameAs(model.remove(change.topic()));
            } else {
                RetainedMessage message = message(change.topic(), ++clock);
                assertThat(tree.set(message)).isSameAs(model.put(change.topic(), message));
            }
            assertThat(tree.get(TopicName.of(change.topic()))).isSameAs(model.get(change.topic()));
        }
        for (String filter : filters) {
            TopicFilter parsed = TopicFilter.of(filter);
            assertThat(walk(tree.matching(parsed, LiveMessages.since(LATEST))))
                    .as(filter)
                    .containsExactlyInAnyOrderElementsOf(model.values().stream()
                            .filter(each -> parsed.matches(each.topic()))
                            .toList());
            assertThat(walk(tree.covered(parsed)))
                    .as(filter)
                    .containsExactlyInAnyOrderElementsOf(model.values().stream()
                            .filter(each -> parsed.covers(each.topic()))
                            .toList());
        }
        for (String filter : filters) {
            walksInOrderFromAnywhere(tree, TopicFilter.of(filter), List.copyOf(model.values()));
        }
        model.keySet().forEach(topic -> tree.clear(TopicName.of(topic)));
        assertThat(walk(tree.covered(TopicFilter.of("#")))).isEmpty();
    }

    private static void walksInOrderFromAnywhere(
            RetainedTree tree, TopicFilter filter, List<RetainedMessage> messages) {
        List<RetainedMessage> inOrder = messages.stream()
                .sorted(Comparator.comparing(RetainedMessage::topic, RetainedTreeModelTest::compareLevels))
                .toList();
        assertThat(messages.stream().sorted(Comparator.comparing(RetainedMessage::topic)))
                .containsExactlyElementsOf(inOrder);
        for (int i = -1; i < inOrder.size(); i += 1 + inOrder.size() / 20) {
            TopicName after = i < 0 ? null : inOrder.get(i).topic();
            List<RetainedMessage> behind = inOrder.subList(i + 1, inOrder.size());
            assertThat(walk(tree.coveredInOrder(filter, after)))
                    .as("%s after %s, for management", filter, after)
                    .containsExactlyElementsOf(behind.stream()
                            .filter(each -> filter.covers(each.topic()))
                            .toList());
            assertThat(walk(tree.matchingInOrder(filter, after, LiveMessages.since(LATEST))))
                    .as("%s after %s", filter, after)
                    .containsExactlyElementsOf(behind.stream()
                            .filter(each -> filter.matches(each.topic()))
                            .toList());
        }
    }

    private static int compareLevels(TopicName one, TopicName other) {
        return Arrays.compare(one.encodedLevels(), other.encodedLevels(), Arrays::compareUnsigned);
    }

    /** Few names and many of them: branches that are shared, grow wide and are pruned. */
    @Provide
    Arbitrary<List<Change>> changes() {
        Arbitrary<String> level = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.of("", "a", "a!", "b", "$x", "$SYS", "\u00e9", "\uffee", "\ud83d\ude00")),
                Tuple.of(2, Arbitraries.integers().between(0, 40).map(String::valueOf)));
        Arbitrary<String> topic = level.list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(levels -> String.join("/", levels))
                .filter(text -> !text.isEmpty());
        Arbitrary<Change> change =
                topic.flatMap(name -> Arbitraries.of(true, false, false).map(clears -> new Change(name, clears)));
        return change.list().ofMaxSize(300);
    }

    @Provide
    Arbitrary<List<String>> filters() {
        Arbitrary<String> level = Arbitraries.of("", "a", "b", "$x", "$SYS", "+", "+", "7");
        Arbitrary<String> exact = level.list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(levels -> String.join("/", levels))
                .filter(text -> !text.isEmpty());
        Arbitrary<String> open = level.list().ofMaxSize(3).map(levels -> {
            List<String> all = new ArrayList<>(levels);
            all.add("#");
            return String.join("/", all);
        });
        return Arbitraries.oneOf(exact, open).list().ofSize(8);
    }

    /** Walks in turns, each of which may be over anywhere. */
    private static List<RetainedMessage> walk(RetainedWalk walk) {
        List<RetainedMessage> found = new ArrayList<>();
        Turn turn = Turn.of(2);
        while (true) {
            turn.begin();
            RetainedMessage next = walk.next(0, turn);
            if (next != null) {
                found.add(next);
            } else if (!turn.isOver()) {
                return found;
            }
        }
    }

    private static RetainedMessage message(String topic, long clock) {
        return new RetainedMessage(RetainedTreeTest.message(topic, "v", Message.NEVER), new Version(clock, 0));
    }
}
