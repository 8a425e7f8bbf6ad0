package org.holdfast.web.limits;

import java.util.HashMap;
import java.util.Map;

/** Places for what is handled at a time: some in all, and fewer for one party. Nobody waits for one. Any thread. */
final class Places {
    private final int all;
    private final int ofOne;
    private final Map<String, Integer> takenByParty = new HashMap<>();
    private int taken;

    Places(int all, int ofOne) {
        this.all = all;
        this.ofOne = ofOne;
    }

    /** Takes a place, which has to be given back; false when there is none. */
    synchronized boolean take(String party) {
        int own = takenByParty.getOrDefault(party, 0);
        if (taken == all || own == ofOne) {
            return false;
        }
        taken++;
        takenByParty.put(party, own + 1);
        return true;
    }

    synchronized void giveBack(String party) {
        taken--;
        takenByParty.computeIfPresent(party, (same, own) -> own == 1 ? null : own - 1);
    }
}
