package io.hikeshi.sensor.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a kernel's console text says went wrong first. Texts are printable and bounded; empty or -1 is what was not said.
 *
 * @param title such as {@code BUG: unable to handle kernel NULL pointer dereference in foo}; empty if it reports nothing
 * @param alternatives other titles under which the same trouble may be known
 * @param type {@code panic}, {@code bad-access}, {@code bug}, {@code stall} and so on
 * @param corrupted the guilty function cannot be told, because lines are missing or mixed up
 * @param frames the first functions of the trace that say something, innermost first
 * @param release of the kernel
 * @param hardware the machine's name
 * @param taint letters of Documentation/admin-guide/tainted-kernels.rst
 * @param comm the task's own name for itself
 * @param registers by name, in hexadecimal as printed
 * @param trace lines of the call trace, the doubtful ones included
 */
public record Diagnosis(
        String title,
        List<String> alternatives,
        String type,
        boolean corrupted,
        List<String> frames,
        String release,
        String hardware,
        String taint,
        int cpu,
        int pid,
        String comm,
        List<String> modules,
        Map<String, String> registers,
        List<String> trace) {
    static final int LONGEST_TITLE = 160;
    static final int LONGEST_TEXT = 200;
    static final int LONGEST_WORD = 64;
    static final int MOST_ALTERNATIVES = 8;
    static final int MOST_FRAMES = 16;
    static final int MOST_MODULES = 300;
    static final int MOST_REGISTERS = 64;
    static final int MOST_TRACE_LINES = 128;

    public Diagnosis {
        if (cpu < -1) throw new IllegalArgumentException("cpu < -1: " + cpu);
        if (pid < -1) throw new IllegalArgumentException("pid < -1: " + pid);
        title = Text.printable(title, LONGEST_TITLE);
        alternatives = bounded(alternatives, MOST_ALTERNATIVES, LONGEST_TITLE);
        type = Text.printable(type, LONGEST_WORD);
        frames = bounded(frames, MOST_FRAMES, LONGEST_TEXT);
        release = Text.printable(release, LONGEST_TEXT);
        hardware = Text.printable(hardware, LONGEST_TEXT);
        taint = Text.printable(taint, LONGEST_WORD);
        comm = Text.printable(comm, LONGEST_WORD);
        modules = bounded(modules, MOST_MODULES, LONGEST_WORD);
        registers = bounded(registers);
        trace = bounded(trace, MOST_TRACE_LINES, LONGEST_TEXT);
    }

    /** Equal for equal titles; empty without one. What is {@link #corrupted} must never be grouped by it. */
    public String fingerprint() {
        return title.isEmpty() ? "" : EventId.hash("title", title);
    }

    /** A second key: equal for equal traces, whatever the title; empty without a trace. */
    public String traceFingerprint() {
        return frames.isEmpty() ? "" : EventId.hash(frames.toArray(String[]::new));
    }

    private static List<String> bounded(List<String> texts, int most, int longest) {
        var bounded = new ArrayList<String>();
        for (String text : texts) {
            if (bounded.size() == most) break;
            bounded.add(Text.printable(text, longest));
        }
        return List.copyOf(bounded);
    }

    private static Map<String, String> bounded(Map<String, String> registers) {
        var bounded = new TreeMap<String, String>();
        for (var register : new TreeMap<>(registers).entrySet()) {
            if (bounded.size() == MOST_REGISTERS) break;
            bounded.put(
                    Text.printable(register.getKey(), LONGEST_WORD), Text.printable(register.getValue(), LONGEST_WORD));
        }
        return Map.copyOf(bounded);
    }
}
