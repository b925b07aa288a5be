package io.hikeshi.sensor.netconsole.title;

import io.hikeshi.sensor.event.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where, on what and in whose name a kernel failed, as its first {@code CPU:} line and what surrounds it say
 * ({@code dump_stack_print_info} in lib/dump_stack.c, {@code show_regs} of each architecture).
 *
 * @param cpu -1 if not said, like {@code pid}
 * @param comm the task's own name for itself: hostile text, made printable
 * @param taint letters of Documentation/admin-guide/tainted-kernels.rst; empty if not tainted
 * @param registers by name, in hexadecimal as printed
 * @param trace lines of the call trace, the doubtful ones included
 */
public record Circumstances(
        String release,
        String hardware,
        String taint,
        int cpu,
        int pid,
        String comm,
        List<String> modules,
        Map<String, String> registers,
        List<String> trace) {
    private static final int MOST_MODULES = 1_000;
    private static final int MOST_REGISTERS = 64;
    private static final int MOST_TRACE_LINES = 128;
    private static final int LONGEST_VALUE = 200;

    private static final Pattern CPU = Pattern.compile(
            "^CPU: (\\d{1,6}) (?:UID: \\d{1,10} )?PID: (\\d{1,9}) Comm: (.{0,64}?) (?:Not tainted|Tainted: ([A-Z ]{1,40}?)) +(\\d\\S{0,64}) .*");
    private static final String HARDWARE = "Hardware name: ";
    private static final String MODULES = "Modules linked in: ";
    private static final Pattern REGISTER = Pattern.compile(
            "\\b(R[A-Z0-9]{2}|E[A-Z]{2}|CR[0-9]|x[0-9]{1,2}|sp|pc|lr) ?: ?(?:[0-9a-f]{4}:)?([0-9a-f]{8,16})\\b");
    private static final Pattern TRACE = Pattern.compile("^Call [Tt]race:.*");
    private static final Pattern TRACE_LINE = Pattern.compile("^ .*|^\\[<.*");

    /**
     * Reads what the first report in a text says.
     *
     * @param console from the first line of a report on
     */
    public static Circumstances of(String console) {
        var reading = new Reading();
        for (var entry : ConsoleText.of(console).entries()) reading.add(entry.text());
        return reading.found();
    }

    /**
     * Of the error that led to a panic, or of the panic itself if it has a reason of its own.
     *
     * @param before the lines before the panic line
     * @param panic the panic line and what followed
     */
    public static Circumstances ofPanic(String before, String panic) {
        boolean isConsequence = Report.of(panic).corrupted();
        return of(isConsequence ? ConsoleText.lastSeconds(before) + panic : panic);
    }

    /** The first of everything counts: what follows may be another processor's. */
    private static final class Reading {
        private final List<String> modules = new ArrayList<>();
        private final Map<String, String> registers = new LinkedHashMap<>();
        private final List<String> trace = new ArrayList<>();
        private String release = "";
        private String hardware = "";
        private String taint = "";
        private String comm = "";
        private int cpu = -1;
        private int pid = -1;
        private boolean inTrace;
        private boolean traced;

        void add(String line) {
            addProcessor(line);
            if (hardware.isEmpty() && line.startsWith(HARDWARE))
                hardware = printable(line.substring(HARDWARE.length()));
            if (modules.isEmpty() && line.startsWith(MODULES)) addModules(line.substring(MODULES.length()));
            if (!traced) addRegisters(line);
            addTrace(line);
        }

        private void addProcessor(String line) {
            var found = cpu < 0 ? CPU.matcher(line) : null;
            if (found == null || !found.matches()) return;
            cpu = Integer.parseInt(found.group(1));
            pid = Integer.parseInt(found.group(2));
            comm = printable(found.group(3));
            taint = found.group(4) == null ? "" : found.group(4).replace(" ", "");
            release = printable(found.group(5));
        }

        private void addModules(String names) {
            for (String name : names.split(" ", MOST_MODULES)) {
                if (!name.isEmpty() && modules.size() < MOST_MODULES) modules.add(printable(name));
            }
        }

        private void addRegisters(String line) {
            var found = REGISTER.matcher(line);
            while (found.find() && registers.size() < MOST_REGISTERS)
                registers.putIfAbsent(found.group(1), found.group(2));
        }

        private void addTrace(String line) {
            if (inTrace && (!TRACE_LINE.matcher(line).matches() || trace.size() == MOST_TRACE_LINES)) {
                inTrace = false;
                traced = true;
            }
            if (inTrace) trace.add(printable(line.strip()));
            if (!traced && TRACE.matcher(line).matches()) inTrace = true;
        }

        Circumstances found() {
            return new Circumstances(
                    release,
                    hardware,
                    taint,
                    cpu,
                    pid,
                    comm,
                    List.copyOf(modules),
                    Map.copyOf(registers),
                    List.copyOf(trace));
        }

        private static String printable(String hostile) {
            return Text.printable(hostile, LONGEST_VALUE);
        }
    }
}
