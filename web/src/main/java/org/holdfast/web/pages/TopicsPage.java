package org.holdfast.web.pages;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import org.holdfast.beans.topics.RetainedSummary;
import org.holdfast.beans.topics.RetainedTopics;
import org.holdfast.beans.topics.TopicBranch;
import org.holdfast.beans.topics.TopicLevel;
import org.jspecify.annotations.Nullable;
import org.primefaces.event.NodeExpandEvent;
import org.primefaces.event.NodeSelectEvent;
import org.primefaces.model.DefaultTreeNode;
import org.primefaces.model.LazyDataModel;
import org.primefaces.model.TreeNode;

/** The backing bean of topics.xhtml: the tree, the messages that a filter matches, purge, export and import. */
@Named
@ViewScoped
public class TopicsPage implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int BRANCHES = 500;
    private static final String ALL = "#";

    @EJB
    private transient RetainedTopics topics;

    @Inject
    private transient Actions actions;

    @Inject
    private transient CurrentUser user;

    @Inject
    private ImportForm importForm;

    private String filter = ALL;
    private String applied = ALL;
    private @Nullable String asked;
    private @Nullable String counted;
    private long count;
    private final TreeNode<Branch> root = new DefaultTreeNode<>(Branch.ROOT, null);
    private @Nullable TreeNode<Branch> selected;
    private LazyDataModel<RetainedSummary> messages;

    private String purgeFilter = "";
    private String purgeConfirmation = "";
    private @Nullable Long purgeCount;

    /** A node of the tree. */
    public static final class Branch implements Serializable {
        private static final long serialVersionUID = 1L;

        static final Branch ROOT = new Branch("", null, 0, 0, false);

        private final String label;
        private final @Nullable String topic;
        private final long count;
        private final long bytes;
        private final boolean more;

        Branch(String label, @Nullable String topic, long count, long bytes, boolean more) {
            this.label = label;
            this.topic = topic;
            this.count = count;
            this.bytes = bytes;
            this.more = more;
        }

        static Branch of(TopicBranch branch) {
            String label = branch.level().isEmpty() ? "(empty level)" : branch.level();
            return new Branch(label, branch.topic(), branch.count(), branch.bytes(), false);
        }

        /** Returns the name of the level. */
        public String getLabel() {
            return label;
        }

        /** Returns how many messages are at or below it. */
        public long getCount() {
            return count;
        }

        /** Returns their approximate memory, in bytes. */
        public long getBytes() {
            return bytes;
        }

        /** Whether it stands for levels that are not shown. */
        public boolean isMore() {
            return more;
        }
    }

    @PostConstruct
    void open() {
        messages = new RetainedModel(this);
        actions.attempt(this::fillTree);
    }

    /** Fills the tree, and counts all messages by that, so that they are read only once. */
    private void fillTree() {
        TopicLevel top = fill(root, null);
        if (top.next() == null) {
            count = top.branches().stream()
                    .filter(branch -> !branch.topic().equals("$SYS")) // which # does not count either
                    .mapToLong(TopicBranch::count)
                    .sum();
            counted = ALL;
        } else {
            counted = null;
        }
    }

    /** Returns how many messages match; counted once for each search. */
    long count() {
        if (!applied.equals(counted)) {
            count = topics.count(applied);
            counted = applied;
        }
        return count;
    }

    /** Applies the filter in the address of the page, once. */
    public void begin() {
        if (asked != null) {
            filter = asked;
            asked = null;
            search();
        }
    }

    private TopicLevel fill(TreeNode<Branch> node, @Nullable String topic) {
        node.getChildren().clear();
        TopicLevel level = topics.below(topic, null, BRANCHES);
        for (TopicBranch branch : level.branches()) {
            TreeNode<Branch> child = new DefaultTreeNode<>(Branch.of(branch), node);
            if (branch.hasChildren()) { // so that it can be expanded, which loads what is there
                child.getChildren().add(new DefaultTreeNode<>(new Branch("...", null, 0, 0, true), child));
            }
        }
        if (level.next() != null) {
            node.getChildren()
                    .add(new DefaultTreeNode<>(
                            new Branch("more than " + BRANCHES + ": search by filter", null, 0, 0, true), node));
        }
        return level;
    }

    /** Loads the levels below a node. */
    public void expand(NodeExpandEvent event) {
        @SuppressWarnings("unchecked")
        TreeNode<Branch> node = event.getTreeNode();
        actions.attempt(() -> fill(node, node.getData().topic));
    }

    /** Shows what is at and below a node. */
    public void select(NodeSelectEvent event) {
        Branch branch = (Branch) event.getTreeNode().getData();
        if (branch.topic != null) {
            filter = branch.topic + "/#";
            search();
        }
    }

    /** Shows what the filter matches. */
    public void search() {
        actions.attempt(() -> {
            topics.list(filter, null, 1); // says what is wrong with it
            applied = filter;
            counted = null;
        });
    }

    /** Counts the messages that a purge would delete. */
    public void countPurge() {
        purgeCount = null;
        actions.attempt(() -> purgeCount = topics.count(purgeFilter.isEmpty() ? applied : purgeFilter));
        if (purgeFilter.isEmpty()) {
            purgeFilter = applied;
        }
    }

    /** Deletes all messages that match, if the filter has been typed again. */
    public void purge() {
        if (!purgeConfirmation.equals(purgeFilter) || purgeFilter.isEmpty()) {
            actions.failed("Nothing was deleted. Type the filter " + purgeFilter + " to confirm.");
            return;
        }
        actions.change("Retained messages that match " + purgeFilter + " deleted.", () -> {
            topics.purge(purgeFilter, user.getName());
            purgeFilter = "";
            purgeConfirmation = "";
            purgeCount = null;
            fillTree();
        });
    }

    /** Shows what an import has changed, once it has ended. */
    public void imported() {
        if (!importForm.getProgress().isRunning()) {
            actions.attempt(this::fillTree);
        }
    }

    String applied() {
        return applied;
    }

    RetainedTopics topics() {
        return topics;
    }

    /** The Topic Filter in the field. */
    public String getFilter() {
        return filter;
    }

    /** The Topic Filter in the field. */
    public void setFilter(String filter) {
        this.filter = filter;
    }

    /** The Topic Filter in the address of the page, or null. */
    public @Nullable String getAsked() {
        return asked;
    }

    /** The Topic Filter in the address of the page. */
    public void setAsked(@Nullable String asked) {
        this.asked = asked;
    }

    /** The Topic Filter that the table shows. */
    public String getApplied() {
        return applied;
    }

    public TreeNode<Branch> getRoot() {
        return root;
    }

    /** The node that is selected. */
    public @Nullable TreeNode<Branch> getSelected() {
        return selected;
    }

    /** The node that is selected. */
    public void setSelected(@Nullable TreeNode<Branch> selected) {
        this.selected = selected;
    }

    /** The messages that match. */
    public LazyDataModel<RetainedSummary> getMessages() {
        return messages;
    }

    public String getPurgeFilter() {
        return purgeFilter;
    }

    public void setPurgeFilter(String purgeFilter) {
        this.purgeFilter = purgeFilter;
    }

    /** The purge filter, typed again. */
    public String getPurgeConfirmation() {
        return purgeConfirmation;
    }

    /** The purge filter, typed again. */
    public void setPurgeConfirmation(String purgeConfirmation) {
        this.purgeConfirmation = purgeConfirmation;
    }

    /** Returns how many messages a purge would delete; null before they are counted. */
    public @Nullable Long getPurgeCount() {
        return purgeCount;
    }
}
