package io.hikeshi.sensor.channel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The letters of one channel that are not stored yet, oldest first. Whoever holds it sees to it that one thread does. */
final class Backlog {
    /** How many may be in flight. Only one until it is known that the stream is there: else those behind it overtake. */
    static final int WINDOW = 256;

    /** A letter on its way. */
    static final class Entry {
        final Letter letter;
        final CompletableFuture<Void> answer = new CompletableFuture<>();
        private boolean settled;

        private Entry(Letter letter) {
            this.letter = letter;
        }
    }

    private final Deque<Entry> waiting = new ArrayDeque<>();
    private final Deque<Entry> inFlight = new ArrayDeque<>();
    private int size;
    private int round;
    private int window = 1;

    int size() {
        return size;
    }

    /** Counts the times that all went back; answers to what was published before are old news. */
    int round() {
        return round;
    }

    Entry add(Letter letter) {
        var entry = new Entry(letter);
        waiting.add(entry);
        size++;
        return entry;
    }

    /** The next to publish, in flight from now on; null while nothing may follow. */
    @Nullable
    Entry next() {
        if (inFlight.size() >= window) return null;
        var entry = waiting.poll();
        while (entry != null && entry.settled) entry = waiting.poll();
        if (entry != null) inFlight.add(entry);
        return entry;
    }

    /** The stream answers: many may be in flight from now on. */
    void widen() {
        window = WINDOW;
    }

    /** All that is in flight waits again, in the same order. */
    void goBack() {
        round++;
        window = 1;
        while (!inFlight.isEmpty()) waiting.addFirst(inFlight.removeLast());
    }

    /** Ends an entry, wherever it is; false if it had ended before. */
    boolean settle(Entry entry) {
        if (entry.settled) return false;
        entry.settled = true;
        inFlight.remove(entry);
        size--;
        return true;
    }

    List<Entry> inFlightOn(String subject) {
        return inFlight.stream()
                .filter(entry -> entry.letter.subject().equals(subject))
                .toList();
    }
}
