package io.hikeshi.sensor.netconsole.title;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line by which a report is known.
 *
 * @param literal stands in every such line
 * @param title {@code {}} stands for the guilty function, {@code $1} for a group of the pattern,
 *     {@code $0} for all that it matched
 * @param alternatives other titles for the same trouble, in the same form
 * @param bystanders who is innocent of this, beside those who always are
 */
record Sign(
        Pattern line,
        String literal,
        String title,
        Kind kind,
        Suspect suspect,
        List<String> alternatives,
        Set<Family> bystanders) {
    /** In a title: whether it was a read or a write, as KASAN says on a later line. */
    static final String ACCESS = " ACCESS";

    /** In a title: what the next line says, as Rust does. */
    static final String NEXT_LINE = "NEXT_LINE";

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
        /** Who takes the lock, who holds the other one, then the trace. */
        DEADLOCKING,
        /** Who took the lock; no trace follows. */
        HOLDING,
        /** Who took the lock in an interrupt. */
        LOCKING_IN_INTERRUPT,
        /** The innermost function that the kernel was asked to run. */
        ASKED_FOR,
        /** Who waits. */
        WAITING,
        /** The function whose work a later line names. */
        WORKING
    }

    static Sign of(String line, String title, Kind kind, Suspect suspect) {
        return new Sign(Pattern.compile(line), Literal.in(line), title, kind, suspect, List.of(), Set.of());
    }

    /** A line that says all there is to say. */
    static Sign of(String line, String title, Kind kind) {
        return of(line, title, kind, Suspect.NOBODY);
    }

    Sign alias(String... titles) {
        return new Sign(line, literal, title, kind, suspect, List.of(titles), bystanders);
    }

    Sign passing(Family... families) {
        return new Sign(line, literal, title, kind, suspect, alternatives, Set.of(families));
    }

    /** Null if the line is no such one. */
    @Nullable
    Matcher in(String text) {
        if (!text.contains(literal)) return null;
        var matched = line.matcher(text);
        return matched.find() ? matched : null;
    }

    static String filled(String form, Matcher matched, String function) {
        String filled = form;
        for (int i = 0; i <= matched.groupCount(); i++) {
            String group = matched.group(i);
            filled = filled.replace("$" + i, group == null ? "" : group);
        }
        return filled.replace("{}", function);
    }
}
