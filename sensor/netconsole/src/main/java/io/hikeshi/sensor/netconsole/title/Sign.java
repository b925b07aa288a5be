package io.hikeshi.sensor.netconsole.title;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line by which a report is known.
 *
 * @param title {@code {}} stands for the guilty function, {@code $1} for a group of the pattern
 * @param alternatives other titles for the same trouble, in the same form
 */
record Sign(Pattern line, String title, Kind kind, Suspect suspect, List<String> alternatives) {
    /** Where the guilty function is looked for. */
    enum Suspect {
        /** The title names none. */
        NOBODY,
        /** The line names it. */
        NAMED,
        /** Where the processor was, then the trace. */
        INTERRUPTED,
        /** The trace. */
        CALLING,
        /** Who takes the lock, then the trace. */
        LOCKING,
        /** Who took the lock in an interrupt. */
        LOCKING_IN_INTERRUPT,
        /** The innermost function that the kernel was asked to run. */
        ASKED_FOR,
        /** Who waits. */
        WAITING
    }

    static Sign of(String line, String title, Kind kind, Suspect suspect, String... alternatives) {
        return new Sign(Pattern.compile(line), title, kind, suspect, List.of(alternatives));
    }

    static String filled(String form, Matcher matched, String function) {
        String filled = form;
        for (int i = 1; i <= matched.groupCount(); i++) {
            String group = matched.group(i);
            filled = filled.replace("$" + i, group == null ? "" : group);
        }
        return filled.replace("{}", function);
    }
}
