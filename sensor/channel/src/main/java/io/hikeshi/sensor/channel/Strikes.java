package io.hikeshi.sensor.channel;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often letters failed unforeseen in this process. The server counts every delivery, also those that only waited for
 * something, and so cannot tell.
 */
final class Strikes {
    /** What failed longest ago is forgotten first; then it is tried some more. */
    private static final int MOST_LETTERS = 10_000;

    private final Map<String, Integer> counts = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > MOST_LETTERS;
        }
    };

    /** Returns how many it has now. */
    synchronized int add(String letter) {
        return counts.merge(letter, 1, Integer::sum);
    }

    synchronized void forget(String letter) {
        counts.remove(letter);
    }
}
