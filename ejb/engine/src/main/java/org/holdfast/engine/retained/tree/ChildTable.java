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
 * <p>Any thread reads, without blocking; one thread at a time writes, under the tree's lock. A child never moves within
 * a table: a removed child leaves a mark in its slot, and a table that is too full or too empty is replaced. So an
 * iteration meets each child that stays exactly once, even when the table is replaced meanwhile.
 */
final class ChildTable {
    private static final int OBJECT_BYTES = 24;
    private static final int SMALLEST = 4;

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(TreeNode[].class);
    private static final TreeNode REMOVED = new TreeNode(new byte[0]);

    private final @Nullable TreeNode[] slots;
    private int children;

    /** The number of slots that are not null: at most three of four, so that each search ends. */
    private int used;

    private ChildTable(int capacity) {
        slots = new TreeNode[capacity];
    }

    /** Returns the smallest table, with one child. */
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

    /** Adds a child; returns this table, or a larger one that replaces it. */
    ChildTable with(TreeNode child) {
        ChildTable table = used + 1 > slots.length / 4 * 3 ? copy(capacityFor(children + 1)) : this;
        table.put(child);
        return table;
    }

    /** Removes a child; returns what holds the others: this table or a smaller one, the only child left, or null. */
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

    /** The approximate bytes of heap of the table, without the children. */
    long bytes() {
        return (long) OBJECT_BYTES + HeapSize.ofReferences(slots.length);
    }

    /** Iterates over the children, which may change meanwhile. */
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

    /** Returns a capacity that is at most half used, so that copying costs each child the same, however many there are. */
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

    /** Iterates over the slots. */
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
