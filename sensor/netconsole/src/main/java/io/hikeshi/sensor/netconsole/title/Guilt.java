package io.hikeshi.sensor.netconsole.title;

import static io.hikeshi.sensor.netconsole.title.Function.NAME;

import io.hikeshi.sensor.netconsole.title.Sign.Suspect;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Picks the function that a title names: the first in a trace that is no bystander. */
final class Guilt {
    private static final Pattern AT = Pattern.compile(".* at: (?:\\[<[0-9a-f]+>\\] )?(" + NAME + ")\\+0x.*");
    private static final Pattern BECAME_SAFE = Pattern.compile("^\\.\\.\\. which became \\w+-irq-safe at:.*");
    private static final Pattern BACKTRACE = Pattern.compile("^\\s*+(?:stack backtrace|backtrace):.*");
    private static final Pattern NAMED = Pattern.compile(
            ".*?(?: at \\S+:\\d+| at| in:?| @) (" + NAME + ")(?:\\+0x.*| \\S+:\\d+ \\[inline\\]|\\(\\)!?$)");
    private static final Pattern SYNCHRONIZES = Pattern.compile("synchronize_(?:s?rcu|net|sched)\\w*");
    private static final Pattern WORKER = Pattern.compile("^\\s*+(?:last function: |.*\\bworkfn=)(" + NAME + ").*");
    private static final Pattern WAITS_FOR_PROCESSORS =
            Pattern.compile("smp_call_function\\w*|csd_lock_wait|_*csd_lock\\w*");

    private static final Set<Family> ALWAYS = EnumSet.of(
            Family.REPORTING, Family.LOCKS, Family.MEMORY, Family.CONTAINERS, Family.WORK, Family.REGISTRATION);

    private static final Set<Suspect> SHOW_LOCKS_FIRST =
            EnumSet.of(Suspect.LOCKING, Suspect.HOLDING, Suspect.DEADLOCKING);

    private final Sign sign;
    private final List<String> lines;
    private final Trace trace;

    /** @param lines the sign's line first */
    Guilt(Sign sign, List<String> lines) {
        this.sign = sign;
        this.lines = lines;
        this.trace = Trace.in(lines.subList(1, lines.size()));
    }

    /** Null if the text is too short or too mixed up to tell. */
    @Nullable
    String function() {
        return function(bystanders());
    }

    /** Who may be blamed instead: whoever handed on what was broken, whatever user space asked for; last, the innermost. */
    List<String> others() {
        var doubtful = bystanders();
        doubtful.add(Family.DOUBTFUL);
        String asked = sign.suspect() == Suspect.ASKED_FOR ? asked() : null;
        return Stream.of(
                        Stream.ofNullable(function(doubtful)), Stream.ofNullable(asked), Stream.ofNullable(innermost()))
                .flatMap(name -> name)
                .distinct()
                .toList();
    }

    private @Nullable String innermost() {
        return switch (sign.suspect()) {
            case WAITING -> first(trace.frames(), notAsleep());
            case ASKED_FOR -> first(interrupted(), bystanders());
            default -> function(EnumSet.of(Family.REPORTING));
        };
    }

    private @Nullable String function(Set<Family> bystanders) {
        return switch (sign.suspect()) {
            case NOBODY -> null;
            case NAMED -> first(join(named(), trace.frames()), bystanders);
            case INTERRUPTED -> first(join(trace.interrupted(), trace.frames()), bystanders);
            case CALLING -> first(trace.frames(), bystanders);
            case LOCKING, HOLDING -> locking(1, bystanders);
            case DEADLOCKING -> locking(2, bystanders);
            case LOCKING_IN_INTERRUPT -> first(traceAfter(BECAME_SAFE).frames(), bystanders);
            case ASKED_FOR -> askedFor(bystanders);
            case WAITING -> waiting(bystanders);
            case WORKING -> working(bystanders);
        };
    }

    /** The report should show a trace to where it began, and does not. */
    boolean isMixedUp() {
        return switch (sign.suspect()) {
            case NOBODY -> false;
            case HOLDING -> function() == null;
            case ASKED_FOR -> function() == null || asked() == null || trace.doubted();
            default -> function() == null || trace.doubted();
        };
    }

    /** Frames that identify the report whatever its title, bystanders left out. */
    List<String> frames() {
        var told = SHOW_LOCKS_FIRST.contains(sign.suspect()) ? traceAfter(BACKTRACE) : trace;
        return told.frames().stream()
                .filter(name -> !included(name, ALWAYS))
                .map(Function::inTitle)
                .toList();
    }

    private Set<Family> bystanders() {
        var skipped = EnumSet.copyOf(ALWAYS);
        if (sign.suspect() == Suspect.WAITING) skipped.addAll(EnumSet.of(Family.SLEEPING, Family.WAITING));
        skipped.addAll(sign.bystanders());
        return skipped;
    }

    /** Who waits for RCU or the network's lock waits for somebody else; all of them are one. */
    private @Nullable String waiting(Set<Family> bystanders) {
        var frames = trace.frames();
        for (String name : frames) {
            if (name.startsWith("rtnl_lock")) return "rtnl_lock";
            if (SYNCHRONIZES.matcher(name).matches()) return "synchronize_rcu";
        }
        String waiting = first(frames, bystanders);
        boolean isRoot = waiting == null || Family.DISPATCHERS.includes(waiting);
        return isRoot ? first(frames, notAsleep()) : waiting;
    }

    private static Set<Family> notAsleep() {
        var skipped = EnumSet.copyOf(ALWAYS);
        skipped.add(Family.SLEEPING);
        return skipped;
    }

    private @Nullable String working(Set<Family> bystanders) {
        for (String line : lines) {
            var worker = WORKER.matcher(line);
            if (worker.matches()) return Function.plain(worker.group(1));
        }
        return first(trace.frames(), bystanders);
    }

    private @Nullable String askedFor(Set<Family> bystanders) {
        var frames = interrupted();
        if (!frames.isEmpty() && WAITS_FOR_PROCESSORS.matcher(frames.get(0)).matches()) return frames.get(0);
        for (int i = 1; i < frames.size(); i++) {
            String asked = frames.get(i - 1);
            if (isDispatched(frames, i) && !included(asked, sign.bystanders())) return asked;
        }
        return first(frames, bystanders);
    }

    /** The outermost that was asked for: a system call, if user space asked. */
    private @Nullable String asked() {
        var frames = interrupted();
        for (int i = frames.size() - 1; i > 0; i--) {
            if (isDispatched(frames, i)) return frames.get(i - 1);
        }
        return null;
    }

    private static boolean isDispatched(List<String> frames, int by) {
        return Family.DISPATCHERS.includes(frames.get(by)) && !Family.DISPATCHERS.includes(frames.get(by - 1));
    }

    /** What ran when the interrupt came that reports; all of the trace if none is said to. */
    private List<String> interrupted() {
        var all = trace.frames();
        int from = 0;
        while (from < all.size() && !Family.INTERRUPTS.includes(all.get(from))) from++;
        boolean reports = from == 0 || all.subList(0, from).stream().anyMatch(Family.TICKS::includes);
        if (reports && from == all.size()) return List.of();
        while (from < all.size() && Family.INTERRUPTS.includes(all.get(from))) from++;
        return reports ? all.subList(from, all.size()) : all;
    }

    private Trace traceAfter(Pattern heading) {
        for (int i = 0; i < lines.size(); i++) {
            if (heading.matcher(lines.get(i)).matches()) return Trace.in(lines.subList(i + 1, lines.size()));
        }
        return Trace.NONE;
    }

    private List<String> named() {
        var named = NAMED.matcher(lines.get(0));
        return named.matches() ? List.of(Function.plain(named.group(1))) : List.of();
    }

    /** @param most of those who are named with their locks: first who wants one, then who holds the other */
    private @Nullable String locking(int most, Set<Family> bystanders) {
        var lockers = lines.stream()
                .map(AT::matcher)
                .filter(Matcher::matches)
                .limit(most)
                .map(at -> Function.plain(at.group(1)))
                .toList();
        return first(join(lockers, traceAfter(BACKTRACE).frames()), bystanders);
    }

    private static List<String> join(List<String> before, List<String> frames) {
        return Stream.concat(before.stream(), frames.stream()).toList();
    }

    private static @Nullable String first(List<String> functions, Set<Family> skipped) {
        var candidates = new ArrayList<>(functions);
        candidates.removeIf(name -> included(name, skipped));
        return candidates.isEmpty() ? null : candidates.get(0);
    }

    private static boolean included(String name, Set<Family> families) {
        return families.stream().anyMatch(family -> family.includes(name));
    }
}
