package org.holdfast.engine.retained.tree;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.holdfast.engine.message.HeapSize;
import org.jspecify.annotations.Nullable;

/**
 * The children of a tree node by name: a hash table with open addressing, five to eleven bytes for each child.
 *
 * <p>Any thread reads, without waiting; one at a time writes, under the tree's lock. A child never moves within a table:
 * one that leaves leaves a mark in its slot, and when there is no room for more, or much too much, a new table takes over.
 * So whoever iterates over a table meets what is there all the time exactly once, even when it is not the current one any more.
 */
final class ChildTable {
    private static final int OBJECT_BYTES = 24;
    private static final int SMALLEST = 4;

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(TreeNode[].class);
    private static final TreeNode REMOVED = new TreeNode(new byte[0]);

    private final @Nullable TreeNode[] slots;
    private int children;

    /** Slots that are not null: at most three of four, so that each search finds an end. */
    private int used;

    private ChildTable(int capacity) {
        slots = new TreeNode[capacity];
    }

    /** The smallest table, with one child. */
    static ChildTable of(TreeNode child) {
        ChildTable table = new ChildTable(SMALLEST);
        table.put(child);
        return table;
    }

    @Nullable
    TreeNode find(byte[] name) {
        for (int i = home(name); ; i = next(i)) {
            TreeNode found = slot(i);
            if (found == null || (found != REMOVED && found.isNamed(name))) {
                return found;
            }
        }
    }

    /** A table with a further child: this one, or a larger one that takes its place. */
    ChildTable with(TreeNode child) {
        ChildTable table = used + 1 > slots.length / 4 * 3 ? copy(capacityFor(children + 1)) : this;
        table.put(child);
        return table;
    }

    /** What holds the children without this one: this table or a smaller one, the only child that is left, or null. */
    @Nullable
    Object without(TreeNode child) {
        for (int i = home(child.name()); ; i = next(i)) {
            TreeNode found = slot(i);
            if (found == null) {
                return this;
            }
            if (found == child) {
                SLOT.setRelease(slots, i, REMOVED);
                children--;
                return shrunk();
            }
        }
    }

    /** About how many bytes of heap the table takes, without the children. */
    long bytes() {
        return (long) OBJECT_BYTES + HeapSize.ofReferences(slots.length);
    }

    /** The children, as they come and go. */
    Iterator<TreeNode> iterator() {
        return new Children();
    }

    private @Nullable Object shrunk() {
        if (children <= 1) {
            Iterator<TreeNode> left = iterator();
            return left.hasNext() ? left.next() : null;
        }
        return slots.length > SMALLEST && children < slots.length / 8 ? copy(capacityFor(children)) : this;
    }

    private ChildTable copy(int capacity) {
        ChildTable copy = new ChildTable(capacity);
        iterator().forEachRemaining(copy::put);
        return copy;
    }

    /** At most half of it is taken, so that copying costs each child the same, however many there are. */
    private static int capacityFor(int children) {
        return Math.max(SMALLEST, Integer.highestOneBit(2 * children - 1) << 1);
    }

    private void put(TreeNode child) {
        int i = home(child.name());
        while (slots[i] != null) {
            i = next(i);
        }
        SLOT.setRelease(slots, i, child);
        children++;
        used++;
    }

    private @Nullable TreeNode slot(int i) {
        return (TreeNode) SLOT.getAcquire(slots, i);
    }

    private int next(int i) {
        return i + 1 & slots.length - 1;
    }

    private int home(byte[] name) {
        return LevelNames.hash(name) & slots.length - 1;
    }

    /** Goes from slot to slot. */
    private final class Children implements Iterator<TreeNode> {
        private int at;
        private @Nullable TreeNode next = advance();

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public TreeNode next() {
            TreeNode current = next;
            if (current == null) {
                throw new NoSuchElementException();
            }
            next = advance();
            return current;
        }

        private @Nullable TreeNode advance() {
            while (at < slots.length) {
                TreeNode found = slot(at++);
                if (found != null && found != REMOVED) {
                    return found;
                }
            }
            return null;
        }
    }
}
