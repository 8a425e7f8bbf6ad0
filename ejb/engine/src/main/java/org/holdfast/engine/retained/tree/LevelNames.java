package org.holdfast.engine.retained.tree;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Names of topic levels that many nodes share, such as the last one of {@code site/7/state}. Under the tree's lock.
 *
 * <p>A name is shared permanently from its second occurrence on, until the table is full: so each name is known to
 * belong to its node or to all nodes.
 */
final class LevelNames {
    private static final int SLOTS = 8_192;
    private static final int MOST = SLOTS / 2;
    private static final int LONGEST = 64;

    /** Random in each process, so that no client can choose names that collide. */
    private static final long SEED = ThreadLocalRandom.current().nextLong();

    private static final long FACTOR = ThreadLocalRandom.current().nextLong() | 1;

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final byte[] @Nullable [] seenOnce = new byte[SLOTS][];
    private final byte[] @Nullable [] shared = new byte[SLOTS][];
    private int count;

    /** Returns the array to use for a name. */
    byte[] of(byte[] name) {
        if (name.length > LONGEST) {
            return name;
        }
        int slot = slotOf(name);
        byte[] found = shared[slot];
        if (found != null) {
            return found;
        }
        int home = home(name);
        if (count < MOST && Arrays.equals(seenOnce[home], name)) {
            seenOnce[home] = null;
            shared[slot] = name;
            count++;
        } else {
            seenOnce[home] = name;
        }
        return name;
    }

    /** Whether other nodes may use the array too. */
    boolean isShared(byte[] name) {
        return name.length <= LONGEST && shared[slotOf(name)] == name;
    }

    /** Returns the slot of the name, or the free slot for it. */
    private int slotOf(byte[] name) {
        int slot = home(name);
        for (byte[] found; (found = shared[slot]) != null && !Arrays.equals(found, name); ) {
            slot = slot + 1 & SLOTS - 1;
        }
        return slot;
    }

    private static int home(byte[] name) {
        return hash(name) & SLOTS - 1;
    }

    /** Returns a hash that uses all its bits and differs in each process. Eight bytes at a time: most names have no more. */
    static int hash(byte[] name) {
        long hash = SEED + name.length;
        int at = 0;
        for (; at <= name.length - Long.BYTES; at += Long.BYTES) {
            hash = mixed(hash ^ (long) EIGHT_BYTES.get(name, at));
        }
        long rest = 0;
        for (; at < name.length; at++) {
            rest = (rest << Byte.SIZE) | (name[at] & 0xFF);
        }
        hash = mixed(hash ^ rest);
        return (int) (hash ^ hash >>> 32);
    }

    /** Mixes bits: each depends on those below it by the product, and on those above it by the shift. */
    private static long mixed(long bits) {
        long product = bits * FACTOR;
        return (product ^ product >>> 29) * FACTOR;
    }
}
