package io.hikeshi.sensor.netconsole.title;

import static io.hikeshi.sensor.netconsole.title.Function.NAME;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The functions that a report shows.
 *
 * @param interrupted where the processor was, inlined functions first; empty if the report does not say
 * @param frames innermost first, without those that the kernel itself doubts, unless it doubts them all
 * @param doubted it doubts them all
 */
record Trace(List<String> interrupted, List<String> frames, boolean doubted) {
    static final Trace NONE = new Trace(List.of(), List.of(), false);

    private static final int MOST_FRAMES = 128;

    /** So powerpc marks what others mark with a question mark. */
    private static final String UNRELIABLE = "(unreliable)";

    /** What stands before a function, not in it: an address there was never called. */
    private static final String PADDING = "__pfx_";

    /** kernel/sched/core.c: the next line says where preemption was disabled. */
    private static final String ELSEWHERE = "disabled at:";

    /** x86, arm64, powerpc, riscv and others: one function with offset and size, whatever stands before. */
    private static final Pattern FRAME =
            Pattern.compile("^(?:\\s*+<[^<>]{1,12}>)*+\\s*+\\(?(?:\\[<?[0-9a-f]*>?\\]\\s*){0,2}(?:\\? )?(" + NAME
                    + ")\\+0x[0-9a-f]+/0x[0-9a-f]+\\)?(?:\\s.*)?$");

    /** 32-bit ARM names the callee and, with an offset, its caller. */
    private static final Pattern ARM_FRAME = Pattern.compile("^\\s*+(?:\\[<[0-9a-f]+>\\] )?\\(?" + NAME
            + "(?: \\[\\w+\\])?\\)? from (?:\\[<[0-9a-f]+>\\] )?\\(?(" + NAME + ")\\+0x[0-9a-f]+/0x[0-9a-f]+\\)?.*");

    private static final Pattern INLINED = Pattern.compile(
            "^\\s++(?:\\[<[0-9a-f]+>\\]\\s*)?(" + NAME + ") [\\w./-]+\\.(?:[chS]|rs):\\d+ \\[inline\\]$");
    private static final Pattern INTERRUPTED = Pattern.compile(
            "^\\s*+(?:[RE]?IP: (?:[0-9a-f]{4}:)?|E?IP is at |PC is at |pc : |(?:epc|era|ERA)\\s*: (?:[0-9a-f]{8,16} )?|NIP (?:\\[[0-9a-f]+\\] )?|Krnl PSW : [^(]*\\(|TPC: <)(?:\\[<[0-9a-f]*>\\]\\s*)*("
                    + NAME + ")(?:\\+0x[0-9a-f]+/0x[0-9a-f]+.*| [\\w./-]+\\.(?:[chS]|rs):\\d+ \\[inline\\])$");
    private static final Pattern USER_SPACE = Pattern.compile("^\\s*+(?:RIP: 0033:|EIP: 0073:|RIP: 0023:).*");
    private static final Pattern END = Pattern.compile(
            "^\\s*+(?:(?:Allocated|Freed|freed|allocated) by .*|Uninit was .*|The buggy address .*|Memory state around .*|Showing all locks .*|Sending NMI .*"
                    + "|Last potentially related .*|---\\[ end .*|Rebooting in .*|NMI backtrace for .*|={20,}|-{40,}|INFO: task .*|BUG: .*|Bytes \\d+.* uninitialized.*|kfence-.*|.* (?:allocated|freed) by task.*|Second to last .*)$");

    /** What stands after the first line of a report, up to where another trace begins. */
    static Trace in(List<String> lines) {
        var interrupted = new ArrayList<String>();
        var frames = new ArrayList<String>();
        var doubtful = new ArrayList<String>();
        boolean isElsewhere = false;
        for (String line : lines) {
            boolean ended =
                    USER_SPACE.matcher(line).matches() || END.matcher(line).matches();
            boolean began = !frames.isEmpty() || !doubtful.isEmpty();
            if (frames.size() == MOST_FRAMES || doubtful.size() == MOST_FRAMES || (ended && began)) break;
            String frame = isElsewhere ? null : frameIn(line);
            isElsewhere = line.endsWith(ELSEWHERE);
            if (frame != null && !isDoubted(line)) frames.add(frame);
            else if (frame != null && !frame.startsWith(PADDING)) doubtful.add(frame);
            String at = frames.isEmpty() ? interruptedIn(line) : null;
            if (at != null) interrupted.add(at);
        }
        return frames.isEmpty() ? new Trace(interrupted, doubtful, true) : new Trace(interrupted, frames, false);
    }

    private static boolean isDoubted(String line) {
        return line.contains("? ") || line.endsWith(UNRELIABLE);
    }

    private static @Nullable String interruptedIn(String line) {
        var found = INTERRUPTED.matcher(line);
        return found.matches() ? Function.plain(found.group(1)) : null;
    }

    private static @Nullable String frameIn(String line) {
        var frame = FRAME.matcher(line);
        if (frame.matches()) return Function.plain(frame.group(1));
        var arm = ARM_FRAME.matcher(line);
        if (arm.matches()) return Function.plain(arm.group(1));
        var inlined = INLINED.matcher(line);
        return inlined.matches() ? Function.plain(inlined.group(1)) : null;
    }
}
