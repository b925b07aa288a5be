package io.hikeshi.responder.rules;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses what somebody meant to write. */
final class Nearest {
    private Nearest() {}

    /** The remedy for an unknown word: the likely one, else all there are. */
    static String remedy(String written, Collection<String> known) {
        return of(written, known)
                .map(word -> "did you mean \"" + word + "\"?")
                .orElseGet(() -> "there are: " + String.join(", ", known));
    }

    /** Empty if none is near: within a third of its letters, two at least. */
    private static Optional<String> of(String written, Collection<String> known) {
        if (written.length() > 64) return Optional.empty();
        return known.stream()
                .filter(word -> distance(written, word) <= Math.max(2, word.length() / 3) && shares(written, word))
                .min(Comparator.comparingInt(word -> distance(written, word)));
    }

    /** Two short words are always near each other; they must share a first letter to be alike. */
    private static boolean shares(String written, String word) {
        return written.length() > 3 || written.charAt(0) == word.charAt(0);
    }

    /** Levenshtein's, one row at a time. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) row[j] = j;
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
