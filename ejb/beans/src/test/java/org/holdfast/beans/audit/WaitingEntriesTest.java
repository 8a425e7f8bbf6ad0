package org.holdfast.beans.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.beans.problem.UnavailableException;
import org.junit.jupiter.api.Test;

class WaitingEntriesTest {
    private final List<String> written = new ArrayList<>();
    private boolean takesChanges = true;
    private boolean isAway;
    private int tries;
    private final WaitingEntries entries = new WaitingEntries(() -> takesChanges, this::write);

    private void write(NewEntry entry) {
        tries++;
        if (isAway) {
            throw new UnavailableException("locked");
        }
        written.add(entry.subject());
    }

    private void add(String subject) {
        entries.add(new NewEntry(1, "admin", "do", subject, ""));
    }

    @Test
    void anEntryIsWrittenAtOnce() {
        add("a");
        assertThat(written).containsExactly("a");
    }

    @Test
    void whatTheDatabaseDoesNotTakeIsWrittenInOrderWhenItDoes() {
        isAway = true;
        add("a");
        add("b");
        assertThat(tries).isEqualTo(1); // nobody waits for a database that took nothing the last time
        entries.write();
        isAway = false;
        add("c");
        assertThat(written).isEmpty();

        entries.write();
        assertThat(written).containsExactly("a", "b", "c");
        add("d");
        assertThat(written).containsExactly("a", "b", "c", "d");
    }

    @Test
    void nobodyWaitsForADatabaseThatIsKnownToTakeNothing() {
        takesChanges = false;
        add("a");
        entries.write();
        assertThat(tries).isZero();

        takesChanges = true;
        entries.write();
        assertThat(written).containsExactly("a");
    }

    @Test
    void whatWaitsIsBounded() {
        isAway = true;
        for (int i = 0; i < WaitingEntries.MOST + 5; i++) {
            add("" + i);
        }
        isAway = false;
        entries.write();
        assertThat(written).hasSize(WaitingEntries.MOST).startsWith("0").endsWith("" + (WaitingEntries.MOST - 1));
    }
}
