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
    private static final Pattern CONSEQUENCE = Pattern.compile(
            "Fatal exception.*|(?:\\w+: )?panic_on_\\w+ set.*|kmsan\\.panic set.*|hung_task: blocked tasks|softlockup: hung tasks|RCU Stall|.*Oops.*|Fatal Exception.*|.*LOCKUP.*");

    private static final Pattern STACK_PROTECTOR =
            Pattern.compile(".*stack is corrupted in.*?(?:: (" + Function.NAME + ")\\+0x.*|$|: .*)");
    private static final Pattern ACCESS =
            Pattern.compile("^\\s*(Read|Write) (?:of size \\d+ )?(?:at|by) .*|^(read|write) to .*");

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
        return panicked ? bareConsequence() : Report.nothing(false);
    }

    /** The gravest of what stands in one line. */
    Report ailment() {
        for (var sign : Ailments.ALL) {
            for (var entry : console.entries()) {
                var matched = sign.in(beginning(entry.text()));
                if (matched == null) continue;
                String title = Text.printable(Sign.filled(sign.title(), matched, ""), LONGEST_SIGN);
                return Report.titled(false, title, List.of(), sign.kind(), false, List.of());
            }
        }
        return Report.nothing(false);
    }

    /** What identifies a report stands early in its line; the rest could only cost time, if someone meant it to. */
    private static String beginning(String line) {
        return line.length() <= LONGEST_SIGN ? line : line.substring(0, LONGEST_SIGN);
    }

    private Report titled(int at, Sign sign, Matcher matched, boolean panicked) {
        var lines = console.contextFrom(at, LONGEST_REPORT);
        var guilt = new Guilt(sign, lines);
        boolean namesNobody = sign.suspect() == Suspect.NOBODY;
        String function = guilt.function();
        boolean corrupted = guilt.isMixedUp();
        String form = withAccess(sign.title(), lines);
        if (namesNobody) {
            String title = ConsoleText.general(
                    Sign.filled(form, matched, "").replaceAll("\\.(?:isra|constprop|part|cold)[.\\d]*", ""));
            return Report.titled(panicked, title, List.of(), sign.kind(), false, guilt.frames());
        }
        String traced = function == null ? Report.UNKNOWN_FUNCTION : function;
        String inTitle = Function.inTitle(traced);
        String title = Sign.filled(form, matched, inTitle);
        var alternatives = new ArrayList<String>();
        for (String alternative : sign.alternatives()) alternatives.add(Sign.filled(alternative, matched, inTitle));
        String innermost = guilt.innermost();
        if (innermost != null) alternatives.add(Sign.filled(form, matched, Function.inTitle(innermost)));
        alternatives.removeIf(title::equals);
        return Report.titled(panicked, title, alternatives, sign.kind(), corrupted, guilt.frames());
    }

    /** KASAN says on the next line whether it was a read or a write. */
    private static String withAccess(String form, List<String> lines) {
        if (!form.contains(" ACCESS")) return form;
        for (String line : lines.subList(0, Math.min(lines.size(), 12))) {
            var access = ACCESS.matcher(line);
            if (access.matches()) return form.replace("ACCESS", access.group(1) == null ? "" : access.group(1));
        }
        return form.replace(" ACCESS", "");
    }

    private static boolean isConsequence(String line) {
        var panic = PANIC.matcher(line);
        return !panic.find() || CONSEQUENCE.matcher(panic.group(1)).matches();
    }

    private Report panic(int at) {
        var panic = PANIC.matcher(console.entries().get(at).text());
        if (!panic.find()) return Report.nothing(true);
        String reason = panic.group(1);
        if (STACK_PROTECTOR.matcher(reason).matches()) return titledPanic(at, "kernel panic: stack is corrupted in {}");
        if (reason.startsWith("corrupted stack end")) return titledPanic(at, "kernel panic: corrupted stack end in {}");
        String title = "kernel panic: " + ConsoleText.general(reason.replaceAll("[!:] .*(?:exitcode|PID).*", "!"));
        var frames = new Guilt(Sign.of("", "", Kind.PANIC, Suspect.CALLING), console.contextFrom(at, LONGEST_REPORT))
                .frames();
        return Report.titled(true, title, List.of(), Kind.PANIC, false, frames);
    }

    private Report titledPanic(int at, String form) {
        boolean stackEnd = form.contains("stack end");
        var sign = Sign.of(".*", form, Kind.FAULT, stackEnd ? Suspect.ASKED_FOR : Suspect.NAMED);
        if (stackEnd) sign = sign.passing(Bystanders.WAITING);
        var matched = sign.line().matcher(console.entries().get(at).text());
        return titled(at, sign, matched, true);
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
