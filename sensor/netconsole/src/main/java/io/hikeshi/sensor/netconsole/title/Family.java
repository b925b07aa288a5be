package io.hikeshi.sensor.netconsole.title;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Kernel functions that play one role, whatever went wrong. Most are bystanders: they do the same for every caller, and
 * stand on top of a trace whoever is at fault. Which functions those are stands in {@code families.txt}.
 */
enum Family {
    /** They print, trap or check. */
    REPORTING,
    /** Whoever takes a lock passes here. */
    LOCKS,
    /** Memory, pages of files, and text. */
    MEMORY,
    /** Lists, trees, counts and objects. */
    CONTAINERS,
    /** Whoever queues work, arms a timer, wakes or waits for a thread passes here. */
    WORK,
    /** Whoever adds a device or takes it away passes here. */
    REGISTRATION,
    /** Timers and callbacks that somebody else armed, and debugging of objects. */
    OBJECT_DEBUG,
    /** Whoever holds or releases a counted object. */
    OBJECTS,
    DEVICES,
    PROC,
    /** Whoever copies between kernel and user space, and checks that. */
    COPYING,
    /** Readers of what RCU protects, and allocators that may wait for it. */
    RCU,
    /** Whoever needs memory passes here. */
    ALLOCATION,
    /** A task that waits passes here, whatever it waits for. */
    SLEEPING,
    /** By their names they wait, or let somebody wait. */
    WAITING,
    /** They may be at fault, and may as well have been handed what was broken: passed over for an alternative only. */
    DOUBTFUL,
    /** Entered when a timer or another processor interrupts: below them stands what was interrupted. */
    INTERRUPTS,
    /** The interrupt that looks whether a processor makes progress. */
    TICKS,
    /** They run whatever was asked for, by a system call, a packet, a timer or a queue: the callee says what that was. */
    DISPATCHERS;

    private static final List<Pattern> NAMES = read();

    boolean includes(String function) {
        return NAMES.get(ordinal()).matcher(function).matches();
    }

    private static List<Pattern> read() {
        String table = table();
        return Arrays.stream(values()).map(family -> family.namesIn(table)).toList();
    }

    private Pattern namesIn(String table) {
        String heading = "\n[" + name() + "]\n";
        int from = table.indexOf(heading);
        if (from < 0) throw new IllegalStateException("cannot read families.txt: no section " + name());
        int next = table.indexOf("\n[", from + 1);
        return Pattern.compile(table.substring(from, next < 0 ? table.length() : next)
                .lines()
                .filter(line -> line.startsWith(" "))
                .flatMap(line -> Arrays.stream(line.strip().split(" ", -1)))
                .map(Family::expression)
                .collect(Collectors.joining("|")));
    }

    private static String expression(String name) {
        String rest = name.startsWith("_") ? name.substring(1) : name;
        return (rest.equals(name) ? "" : "_*") + rest.replace("*", "\\w*");
    }

    private static String table() {
        try (InputStream table = Family.class.getResourceAsStream("families.txt")) {
            if (table == null) throw new IllegalStateException("cannot read families.txt: not on the class path");
            return new String(table.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read families.txt", e);
        }
    }
}
