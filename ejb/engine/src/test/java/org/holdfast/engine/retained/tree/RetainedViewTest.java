package org.holdfast.engine.retained.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.testing.TestClock;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;
import org.junit.jupiter.api.Test;

class RetainedViewTest {
    private static final TopicFilter ALL = TopicFilter.of("#");

    private final TestClock clock = new TestClock();
    private final RetainedTree tree = new RetainedTree();
    private final RetainedView view =
            new RetainedView(tree, clock, topic -> Set.of("waits").contains(topic.value()));

    @Test
    void countsWhatMatchesAndHasNotExpired() {
        keep("a", "1");
        keep("a/b", "1");
        keep("$SYS/x", "1");
        keepUntil("a/c", clock.millis() + 1_000);

        assertThat(view.count(ALL)).isEqualTo(3);
        assertThat(view.count(TopicFilter.of("a/+"))).isEqualTo(2);
        clock.advance(java.time.Duration.ofSeconds(1));
        assertThat(view.count(ALL)).isEqualTo(2);
        assertThat(view.get(TopicName.of("a/c"))).isNull();
    }

    /** No subscription to # matches them [MQTT-4.7.2-1]; but who manages has them too. */
    @Test
    void aLeadingWildcardCoversTopicsThatBeginWithADollarButNotTheBrokersOwn() {
        for (String topic : List.of("$SYS", "$SYS/x", "$SYSTEM/x", "$aws/x", "a/x")) {
            keep(topic, "v");
        }

        for (TopicFilter filter : List.of(ALL, TopicFilter.of("+/x"))) {
            assertThat(view.count(filter)).isEqualTo(3);
            assertThat(topics(view.after(null, filter, 9))).containsExactly("$SYSTEM/x", "$aws/x", "a/x");
            assertThat(topics(view.after(TopicName.of("$SYSTEM/x"), filter, 9))).containsExactly("$aws/x", "a/x");
            assertThat(topics(view.from(0, filter, 9, Comparator.comparing(RetainedMessage::topic))))
                    .containsExactly("$SYSTEM/x", "$aws/x", "a/x");
        }
        assertThat(topics(view.after(null, TopicFilter.of("$SYS/#"), 9))).containsExactly("$SYS", "$SYS/x");
    }

    @Test
    void aPageInTheOrderOfTopicsGoesOnWhereTheOneBeforeEnded() {
        for (String topic : List.of("b", "a!", "a/b/c", "a", "a/b", "é", "z/1")) {
            keep(topic, "v");
        }

        List<RetainedMessage> first = view.after(null, ALL, 3);
        assertThat(topics(first)).containsExactly("a", "a/b", "a/b/c");
        assertThat(topics(view.after(first.get(2).topic(), ALL, 3))).containsExactly("a!", "b", "z/1");
        assertThat(topics(view.after(TopicName.of("z/1"), ALL, 3))).containsExactly("é");
        assertThat(topics(view.from(2, ALL, 2))).containsExactly("a/b/c", "a!");
    }

    @Test
    void aPageMayBeginAfterATopicThatIsGone() {
        keep("a/1", "v");
        keep("b/1", "v");

        assertThat(topics(view.after(TopicName.of("a/5/deep"), ALL, 9))).containsExactly("b/1");
        assertThat(topics(view.after(TopicName.of("a"), TopicFilter.of("+/1"), 9)))
                .containsExactly("a/1", "b/1");
    }

    @Test
    void manySiblingsComeInOrderChunkByChunk() {
        List<String> topics = IntStream.range(0, 5_000)
                .mapToObj(i -> String.format("t/%05d", (i * 7_919) % 5_000))
                .toList();
        topics.forEach(topic -> keep(topic, "v"));

        assertThat(topics(view.from(0, ALL, 10_000)))
                .containsExactlyElementsOf(topics.stream().sorted().toList());
        assertThat(topics(view.from(4_998, ALL, 10))).containsExactly("t/04998", "t/04999");
    }

    @Test
    void anotherOrderIsAPageOfAllThatMatch() {
        keep("a", "333");
        keep("b", "1");
        keep("c", "22");

        Comparator<RetainedMessage> bySize =
                Comparator.comparingInt(each -> each.message().payload().length());
        assertThat(topics(view.from(0, ALL, 2, bySize))).containsExactly("b", "c");
        assertThat(topics(view.from(1, ALL, 2, bySize.reversed()))).containsExactly("c", "b");
        assertThat(view.from(7, ALL, 2, bySize)).isEmpty();
    }

    @Test
    void aBranchKnowsWhatIsBelowIt() {
        keep("plant", "here");
        keep("plant/1/state", "on");
        keep("plant/2/state", "off");
        keep("/lead", "x");
        keepUntil("gone/soon", clock.millis());

        List<RetainedBranch> top = view.below(null, null, 10).branches();
        assertThat(top).extracting(RetainedBranch::level).containsExactly("", "plant");
        assertThat(top.get(1).count()).isEqualTo(3);
        assertThat(top.get(1).message()).isNotNull();
        assertThat(top.get(1).hasChildren()).isTrue();
        assertThat(top.get(1).bytes())
                .isEqualTo(view.from(0, TopicFilter.of("plant/#"), 9).stream()
                        .mapToLong(RetainedMessage::heapSize)
                        .sum());
        assertThat(view.below(TopicName.of("plant"), null, 10).branches())
                .extracting(RetainedBranch::topic)
                .containsExactly("plant/1", "plant/2");
        assertThat(view.below(TopicName.of("nothing"), null, 10).branches()).isEmpty();
    }

    @Test
    void aLevelWithManyBranchesComesInPages() {
        for (String topic : List.of("c", "a", "b")) {
            keep(topic, "v");
        }

        RetainedView.Level first = view.below(null, null, 2);
        assertThat(first.branches()).extracting(RetainedBranch::level).containsExactly("a", "b");
        assertThat(first.last()).isEqualTo("b");
        RetainedView.Level rest = view.below(null, first.last(), 2);
        assertThat(rest.branches()).extracting(RetainedBranch::level).containsExactly("c");
        assertThat(rest.last()).isNull();
    }

    @Test
    void aTopicWaitsUntilItIsCommitted() {
        assertThat(view.isWaiting(TopicName.of("waits"))).isTrue();
        assertThat(view.isWaiting(TopicName.of("does not"))).isFalse();
    }

    private void keep(String topic, String payload) {
        tree.set(new RetainedMessage(RetainedTreeTest.message(topic, payload, Message.NEVER), new Version(1, 0)));
    }

    private void keepUntil(String topic, long expiresAt) {
        tree.set(new RetainedMessage(RetainedTreeTest.message(topic, "v", expiresAt), new Version(1, 0)));
    }

    private static List<String> topics(List<RetainedMessage> messages) {
        return messages.stream().map(each -> each.topic().value()).toList();
    }
}
