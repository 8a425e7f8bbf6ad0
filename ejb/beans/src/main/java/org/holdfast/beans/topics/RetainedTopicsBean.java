package org.holdfast.beans.topics;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.holdfast.beans.audit.Action;
import org.holdfast.beans.audit.Audit;
import org.holdfast.beans.problem.ConflictException;
import org.holdfast.beans.problem.InvalidInputException;
import org.holdfast.beans.problem.ListLimit;
import org.holdfast.beans.problem.NotFoundException;
import org.holdfast.beans.problem.TooLargeException;
import org.holdfast.beans.problem.UnavailableException;
import org.holdfast.beans.state.BrokerState;
import org.holdfast.beans.state.Commits;
import org.holdfast.beans.transfer.Import;
import org.holdfast.beans.transfer.Import.OnError;
import org.holdfast.beans.transfer.TransferException;
import org.holdfast.beans.transfer.json.JsonSource;
import org.holdfast.beans.transfer.json.JsonWriter;
import org.holdfast.engine.management.Receipt;
import org.holdfast.engine.management.TopicManagement;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.publishing.Publication;
import org.holdfast.engine.retained.tree.RetainedCursor;
import org.holdfast.engine.retained.tree.RetainedMessage;
import org.holdfast.engine.retained.tree.RetainedView;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/** Manages the retained messages of the running broker. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RetainedTopicsBean implements RetainedTopics {
    /** The prefix of users in place of a Client Identifier, which a client is unlikely to have. */
    private static final String PUBLISHER_PREFIX = "$console/";

    private static final int MOST_PROBLEMS = 100;
    private static final int EXPORT_BUFFER = 64 << 10;

    private final Clock clock = Clock.systemUTC();

    @Inject
    private BrokerState state;

    @EJB
    private Audit audit;

    private TopicManagement topics() {
        return state.running().broker().management().topics();
    }

    private Views views(RetainedView view) {
        return new Views(view, clock.millis());
    }

    @Override
    public RetainedPage list(@Nullable String filter, @Nullable String after, int limit) {
        RetainedView view = topics().view();
        TopicName last = after == null ? null : Inputs.anyTopic("after", after);
        List<RetainedMessage> found = view.after(last, Inputs.filter("filter", filter), ListLimit.checked(limit) + 1);
        List<RetainedSummary> page =
                found.stream().limit(limit).map(views(view)::summary).toList();
        return new RetainedPage(page, found.size() > limit ? page.get(limit - 1).topic() : null);
    }

    @Override
    public List<RetainedSummary> list(
            @Nullable String filter, RetainedOrder order, boolean isDescending, int offset, int limit) {
        RetainedView view = topics().view();
        TopicFilter parsed = Inputs.filter("filter", filter);
        List<RetainedMessage> found = order == RetainedOrder.TOPIC && !isDescending
                ? view.from(offset, parsed, ListLimit.checked(limit))
                : view.from(offset, parsed, ListLimit.checked(limit), order.comparator(isDescending));
        return found.stream().map(views(view)::summary).toList();
    }

    @Override
    public long count(@Nullable String filter) {
        return topics().view().count(Inputs.filter("filter", filter));
    }

    @Override
    public RetainedDetail get(@Nullable String topic) {
        RetainedView view = topics().view();
        return views(view).detail(find(view, Inputs.anyTopic("topic", topic)));
    }

    private static RetainedMessage find(RetainedView view, TopicName topic) {
        RetainedMessage found = view.get(topic);
        if (found == null) {
            throw nothingRetained(topic);
        }
        return found;
    }

    private static NotFoundException nothingRetained(TopicName topic) {
        return new NotFoundException("no message is retained on " + topic.value());
    }

    @Override
    public TopicLevel below(@Nullable String topic, @Nullable String after, int limit) {
        RetainedView view = topics().view();
        TopicName parent = topic == null ? null : Inputs.anyTopic("topic", topic);
        return views(view).level(view.below(parent, after, ListLimit.checked(limit)));
    }

    private Action action(String who, String name, String subject) {
        return new Action(audit, who, name, subject);
    }

    @Override
    public PublishResult publish(PublishRequest request, String who) {
        Publication publication = Inputs.publication(request);
        Receipt receipt = publication.retain()
                ? action(who, "retained.publish", publication.topic().value())
                        .run(() -> publish(publication, who), () -> bytes(publication.payload()))
                : publish(publication, who);
        return new PublishResult(
                publication.topic().value(),
                receipt.hasReceivers(),
                publication.retain() && !publication.payload().isEmpty());
    }

    private Receipt publish(Publication publication, String who) {
        return taken(Commits.DEFAULT.await(topics().publish(publication, PUBLISHER_PREFIX + who)));
    }

    private static String bytes(Payload payload) {
        return payload.length() + " bytes";
    }

    private static Receipt taken(Receipt receipt) {
        if (receipt.refusal() == null) {
            return receipt;
        }
        String explanation = String.valueOf(receipt.explanation());
        throw switch (receipt.refusal()) {
            case STORE_BACKLOG -> new UnavailableException(explanation);
            case PAYLOAD_TOO_LARGE -> new TooLargeException(explanation);
            case TOO_MANY_LEVELS -> new InvalidInputException("topic", explanation);
            case TOO_MANY_MESSAGES, TOO_MANY_BYTES -> new ConflictException(explanation);
        };
    }

    @Override
    public RetainedDetail changeLifetime(@Nullable String topic, @Nullable Long seconds, String who) {
        TopicName name = Inputs.topic("topic", topic);
        Duration lifetime = Inputs.lifetime("lifetimeSeconds", seconds);
        action(who, "retained.lifetime", name.value())
                .run(() -> changeLifetime(name, lifetime), seconds == null ? "never" : seconds + " s");
        return get(topic);
    }

    private void changeLifetime(TopicName topic, @Nullable Duration lifetime) {
        CompletableFuture<Receipt> changed = topics().changeLifetime(topic, lifetime);
        if (changed == null) {
            throw nothingRetained(topic);
        }
        taken(Commits.DEFAULT.await(changed));
    }

    @Override
    public void delete(@Nullable String topic, String who) {
        TopicName name = Inputs.topicOfClients("topic", topic);
        action(who, "retained.delete", name.value()).run(() -> delete(name), "");
    }

    private void delete(TopicName topic) {
        TopicManagement topics = topics();
        CompletableFuture<Void> cleared = topics.clear(find(topics.view(), topic));
        if (cleared == null) {
            throw new ConflictException("the message of " + topic.value()
                    + " changed in the meantime and was not deleted. Check it and delete it again");
        }
        Commits.DEFAULT.await(cleared);
    }

    @Override
    public long purge(@Nullable String filter, String who) {
        if (filter == null || filter.isEmpty()) {
            throw new InvalidInputException("filter", "a purge requires a Topic Filter; use # for all topics");
        }
        TopicFilter parsed = Inputs.filter("filter", filter);
        AtomicLong cleared = new AtomicLong();
        return action(who, "retained.purge", filter)
                .run(() -> topics().purge(parsed, Commits.DEFAULT::await, cleared::set), () -> cleared + " topics");
    }

    @Override
    public long export(@Nullable String filter, OutputStream out) throws IOException {
        RetainedCursor cursor = topics().view().matching(Inputs.filter("filter", filter));
        long messages = 0;
        try (JsonWriter json = new JsonWriter(new BufferedOutputStream(out, EXPORT_BUFFER))) {
            for (RetainedMessage next; (next = cursor.next(clock.millis())) != null; ) {
                if (!next.topic().isSys()) {
                    json.write(next.message());
                    messages++;
                }
            }
        }
        return messages;
    }

    @Override
    public ImportResult importFrom(InputStream lines, ImportRules rules, String who) throws IOException {
        List<String> problems = new ArrayList<>();
        BrokerTarget target = new BrokerTarget(topics(), Commits.DEFAULT, rules);
        Import messages = new Import(target, clock, rules.skipsBad() ? OnError.SKIP : OnError.STOP, problem -> {
            if (problems.size() < MOST_PROBLEMS) {
                problems.add(problem);
            }
        });
        Action.Work<Boolean, IOException> work = () -> isComplete(messages, target, lines);
        boolean complete = rules.dryRun()
                ? work.run()
                : action(who, "retained.import", "JSON lines")
                        .run(work, () -> target.outcome() + ", invalid lines " + messages.bad());
        return new ImportResult(
                complete, target.imported(), target.kept(), messages.expired(), messages.bad(), problems);
    }

    /** Imports lines; false when an invalid line has ended the import, which is among the problems. */
    private boolean isComplete(Import messages, BrokerTarget target, InputStream lines) throws IOException {
        try {
            messages.run(new JsonSource(
                    lines,
                    state.running().settings().broker().listener().packets().size()));
            return true;
        } catch (TransferException e) {
            target.abandon();
            return false;
        }
    }
}
