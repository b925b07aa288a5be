package io.hikeshi.sensor.netconsole.title;

import io.hikeshi.sensor.event.Text;
import io.hikeshi.sensor.netconsole.title.Sign.Suspect;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the first sign of trouble in a text and names it. */
final class Naming {
    /** A lockdep report shows several traces before the one that counts. */
    private static final int LONGEST_REPORT = 1_500;

    private static final int LONGEST_SIGN = 250;

    private static final Pattern PANIC = Pattern.compile("(?<!end )" + Signs.PANIC + ": (?:kernel: )?(.*)");

    /** Reasons that only say that the kernel panics because of what it has reported before. */
    private static final Pattern CONSEQUENCE = Pattern.compile("Fatal [eE]xception.*|.*Oops.*|.*LOCKUP.*"
            + "|(?:[\\w ]+: )?(?:panic_on_\\w+|\\w+\\.(?:panic|fault)\\S*) set.*"
            + "|hung_task: blocked tasks|softlockup: hung tasks|RCU Stall");

    /** The compiler's copies and parts of one function. */
    private static final Pattern COPIES = Pattern.compile("\\.(?:isra|constprop|part|cold)[.\\d]*");

    /** Panics of which a trace tells who is guilty: kernel/panic.c, kernel/sched/core.c. */
    private static final List<Sign> TRACED = List.of(
            Sign.of("stack is corrupted in", "kernel panic: stack is corrupted in {}", Kind.FAULT, Suspect.NAMED),
            Sign.of(": corrupted stack end", "kernel panic: corrupted stack end in {}", Kind.FAULT, Suspect.ASKED_FOR)
                    .passing(Family.SLEEPING, Family.WAITING));

    private static final Pattern ACCESS =
            Pattern.compile("^\\s*+(Read|Write) (?:of size \\d+ )?(?:at|by) .*|^(read|write) to .*");

    private final ConsoleText console;

    Naming(ConsoleText console) {
        this.console = console;
    }

    Report report() {
        var entries = console.entries();
        boolean panicked = entries.stream().anyMatch(entry -> entry.text().contains(Signs.PANIC));
        for (int i = 0; i < entries.size(); i++) {
            String line = beginning(entries.get(i).text());
            if (line.contains(Signs.PANIC) && !isConsequence(line)) return panic(i);
            if (!Signs.mayBeIn(line)) continue;
            for (var sign : Signs.ALL) {
                var matched = sign.in(line);
                if (matched != null) return titled(i, sign, matched, panicked);
            }
        }
        return panicked ? bareConsequence() : beside();
    }

    private Report beside() {
        if (console.restarts()) return said("unexpected kernel reboot", Kind.OTHER);
        return inOneLine(Signs.BESIDE);
    }

    /** The gravest of what stands in one line. */
    Report ailment() {
        return inOneLine(Ailments.ALL);
    }

    private Report inOneLine(List<Sign> signs) {
        for (var sign : signs) {
            for (var entry : console.entries()) {
                var matched = sign.in(beginning(entry.text()));
                if (matched != null) return said(Sign.filled(sign.title(), matched, ""), sign.kind());
            }
        }
        return Report.nothing(false);
    }

    private static Report said(String title, Kind kind) {
        return Report.titled(false, Text.printable(title, LONGEST_SIGN), List.of(), kind, false, List.of());
    }

    /** What identifies a report stands early in its line; the rest could only cost time, if someone meant it to. */
    private static String beginning(String line) {
        return line.length() <= LONGEST_SIGN ? line : line.substring(0, LONGEST_SIGN);
    }

    private Report titled(int at, Sign sign, Matcher matched, boolean panicked) {
        var lines = console.contextFrom(at, LONGEST_REPORT);
        var guilt = new Guilt(sign, lines);
        String form = withLaterLines(sign.title(), lines);
        if (sign.suspect() == Suspect.NOBODY) {
            String said = COPIES.matcher(Sign.filled(form, matched, "")).replaceAll("");
            return Report.titled(panicked, ConsoleText.general(said), List.of(), sign.kind(), false, guilt.frames());
        }
        String function = guilt.function();
        String inTitle = Function.inTitle(function == null ? Report.UNKNOWN_FUNCTION : function);
        String title = Sign.filled(form, matched, inTitle);
        var alternatives = new ArrayList<String>();
        for (String alternative : sign.alternatives()) alternatives.add(Sign.filled(alternative, matched, inTitle));
        for (String other : guilt.others()) alternatives.add(Sign.filled(form, matched, Function.inTitle(other)));
        alternatives.removeIf(title::equals);
        return Report.titled(panicked, title, alternatives, sign.kind(), guilt.isMixedUp(), guilt.frames());
    }

    private static String withLaterLines(String form, List<String> lines) {
        if (form.contains(Sign.NEXT_LINE)) {
            return form.replace(Sign.NEXT_LINE, lines.size() > 1 ? ConsoleText.general(lines.get(1)) : "panic");
        }
        return form.contains(Sign.ACCESS) ? withAccess(form, lines) : form;
    }

    private static String withAccess(String form, List<String> lines) {
        for (String line : lines.subList(0, Math.min(lines.size(), 12))) {
            var access = ACCESS.matcher(line);
            if (access.matches()) return form.replace("ACCESS", access.group(1) == null ? "" : access.group(1));
        }
        return form.replace(Sign.ACCESS, "");
    }

    private static boolean isConsequence(String line) {
        var panic = PANIC.matcher(line);
        return !panic.find() || CONSEQUENCE.matcher(panic.group(1)).matches();
    }

    private Report panic(int at) {
        var panic = PANIC.matcher(console.entries().get(at).text());
        if (!panic.find()) return Report.nothing(true);
        for (var sign : TRACED) {
            var matched = sign.in(panic.group());
            if (matched != null) return titled(at, sign, matched, true);
        }
        String reason = panic.group(1);
        String title = "kernel panic: " + ConsoleText.general(reason.replaceAll("[!:] .*(?:exitcode|PID).*", "!"));
        var frames = new Guilt(Sign.of("", "", Kind.PANIC, Suspect.CALLING), console.contextFrom(at, LONGEST_REPORT))
                .frames();
        return Report.titled(true, title, List.of(), Kind.PANIC, false, frames);
    }

    /** What led to the panic did not arrive. */
    private Report bareConsequence() {
        for (var entry : console.entries()) {
            var panic = PANIC.matcher(entry.text());
            if (!panic.find()) continue;
            String title = "kernel panic: " + ConsoleText.general(panic.group(1).replaceAll(" \\.\\.\\.$", ""));
            return Report.titled(true, title, List.of(), Kind.PANIC, true, List.of());
        }
        return Report.titled(true, "kernel panic", List.of(), Kind.PANIC, true, List.of());
    }
}
