package io.hikeshi.sensor.netconsole.title;

import io.hikeshi.sensor.event.Diagnosis;
import io.hikeshi.sensor.event.EventId;
import java.util.List;

/**
 * What a stretch of console text says went wrong first.
 *
 * @param panicked the kernel gave up; anything else it may have survived
 * @param title empty if nothing is reported; at most 120 characters
 * @param alternatives other titles under which the same trouble may be known: another function may be blamed, the
 *     innermost last
 * @param fingerprint equal for equal titles; empty without one. Never group by it what is {@code corrupted}
 * @param corrupted the guilty function cannot be told, because lines are missing or mixed up
 * @param frames the first functions of the trace that say something, innermost first
 */
public record Report(
        boolean panicked,
        String title,
        List<String> alternatives,
        Kind kind,
        String fingerprint,
        boolean corrupted,
        List<String> frames) {
    private static final int FRAMES_IN_FINGERPRINT = 6;
    private static final int LONGEST_TITLE = 120;

    static final String UNKNOWN_FUNCTION = "corrupted";

    /** Reads console text, with or without printk's prefixes; 200,000 lines of it at most. */
    public static Report of(String console) {
        return new Naming(ConsoleText.of(console)).report();
    }

    /**
     * Names a panic by its own reason, or, where that only says that something before was fatal, by what that was.
     *
     * @param before the lines before the panic line
     * @param panic the panic line and what followed
     */
    public static Report ofPanic(String before, String panic) {
        var own = of(panic);
        if (own.kind() != Kind.PANIC || !own.corrupted()) return own;
        var recent = of(ConsoleText.lastSeconds(before) + panic);
        return recent.corrupted() ? of(before + panic) : recent;
    }

    /** Names what was reported in the last seconds of a text, or, if that was nothing, what was reported first. */
    public static Report ofLast(String console) {
        var recent = of(ConsoleText.lastSeconds(console));
        return recent.kind() == Kind.NONE ? of(console) : recent;
    }

    /**
     * Names the trouble of a kernel that lives on: also hardware and I/O errors and a lack of memory, which leave no trace
     * and so say nothing about why a kernel died.
     */
    public static Report ofLiving(String console) {
        var report = of(console);
        return report.kind() == Kind.NONE ? new Naming(ConsoleText.of(console)).ailment() : report;
    }

    /** With where and on what it happened, for an event. */
    public Diagnosis diagnosis(Circumstances in) {
        return new Diagnosis(
                title,
                alternatives,
                kind.word(),
                corrupted,
                frames,
                in.release(),
                in.hardware(),
                in.taint(),
                in.cpu(),
                in.pid(),
                in.comm(),
                in.modules(),
                in.registers(),
                in.trace());
    }

    static Report nothing(boolean panicked) {
        return new Report(panicked, "", List.of(), Kind.NONE, "", false, List.of());
    }

    static Report titled(
            boolean panicked,
            String title,
            List<String> alternatives,
            Kind kind,
            boolean corrupted,
            List<String> frames) {
        String cut = title.length() > LONGEST_TITLE ? title.substring(0, LONGEST_TITLE) : title;
        var firstFrames = frames.subList(0, Math.min(FRAMES_IN_FINGERPRINT, frames.size()));
        return new Report(
                panicked, cut, alternatives, kind, EventId.hash("title", cut), corrupted, List.copyOf(firstFrames));
    }

    /** A second key: equal for equal traces, whatever the title; empty without a trace. */
    public String traceFingerprint() {
        return frames.isEmpty() ? "" : EventId.hash(frames.toArray(String[]::new));
    }
}
