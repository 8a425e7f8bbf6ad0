package org.holdfast.beans.settings;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of settings in files and in the environment, and the one that a misspelled name probably means. */
final class KnownNames {
    private static final Set<String> NAMES = Arrays.stream(Key.values())
            .flatMap(key -> Stream.of(key.keyName(), key.environmentName()))
            .collect(Collectors.toUnmodifiableSet());

    private KnownNames() {}

    static boolean contains(String name) {
        return NAMES.contains(name);
    }

    /**
     * Returns the known name with the fewest different letters; one of the environment when this one is. Prefers names with the
     * same last part.
     */
    static String nearest(String name) {
        boolean isFile = name.startsWith(Key.PREFIX);
        List<String> candidates = NAMES.stream()
                .filter(known -> known.startsWith(Key.PREFIX) == isFile)
                .sorted()
                .toList();
        return candidates.stream()
                .min(Comparator.comparing((String known) -> !lastPart(known).equals(lastPart(name)))
                        .thenComparingInt(known -> distance(known, name)))
                .orElseThrow();
    }

    private static String lastPart(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** Returns the Levenshtein distance. */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, j -> j);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }

    /** Whether it is a property of the server, which names some system properties after the application. */
    static boolean isOfServer(String name) {
        return name.equals("holdfast.sameSite");
    }
}
