package io.hikeshi.sensor.event;

import java.util.ArrayList;
import java.util.List;

/** What equal crashes have in common across restarts, pods and nodes: no address, pid, time or pod goes in. */
final class Fingerprint {
    /** Deeper frames tell more about the caller than about the fault. */
    private static final int FRAMES = 6;

    private Fingerprint() {}

    /** Build id + offset survive address randomisation; raw addresses do not, so they are left out. */
    static String of(String comm, Signal signal, List<Frame> stack) {
        var parts = new ArrayList<>(List.of(Kind.PROCESS_CRASHED.word(), comm, signal.name()));
        stack.stream()
                .filter(frame -> frame.buildId() != null)
                .limit(FRAMES)
                .forEach(frame -> parts.add(frame.buildId() + "+" + frame.offset()));
        return EventId.hash(parts.toArray(String[]::new));
    }

    static String of(Kind kind, String... facts) {
        var parts = new ArrayList<>(List.of(kind.word()));
        parts.addAll(List.of(facts));
        return EventId.hash(parts.toArray(String[]::new));
    }

    /** What cannot be told for certain is like nothing else. */
    static String of(NodeEvent event, Diagnosis diagnosis) {
        boolean certain = !diagnosis.corrupted() && !diagnosis.title().isEmpty();
        return certain ? diagnosis.fingerprint() : EventId.hash("uncertain", event.id());
    }
}
