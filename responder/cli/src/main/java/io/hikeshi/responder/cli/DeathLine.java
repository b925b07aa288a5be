package io.hikeshi.responder.cli;

import io.hikeshi.sensor.event.Frame;
import io.hikeshi.sensor.event.Process;
import io.hikeshi.sensor.event.ProcessCrashed;
import io.hikeshi.sensor.event.ProcessDeath;
import io.hikeshi.sensor.event.ProcessExited;
import io.hikeshi.sensor.event.ProcessKilled;
import io.hikeshi.sensor.event.ProcessOomKilled;
import io.hikeshi.sensor.event.Text;
import java.util.stream.Collectors;

/**
 * A death in one line: who, why, where, and the top of its stack.
 *
 * <p>{@code crashed worker[4242] SIGSEGV, SEGV_MAPERR at 0x10 (core dumped) in pod shop/web-1 container app: level3 < main}
 */
final class DeathLine {
    private static final int FRAMES = 3;
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_PLACE = 300;

    private DeathLine() {}

    static String of(ProcessDeath death) {
        return what(death) + " in " + place(death) + stack(death);
    }

    private static String what(ProcessDeath death) {
        var who = name(death.process());
        if (death instanceof ProcessCrashed crash) {
            return "crashed " + who + " " + crash.signal().describe() + (crash.coreDumped() ? " (core dumped)" : "");
        }
        if (death instanceof ProcessOomKilled) return "oom-killed " + who;
        if (death instanceof ProcessKilled killed)
            return "killed " + who + " " + killed.signal().describe();
        if (death instanceof ProcessExited exited) return "exited " + who + " status " + exited.exitCode();
        throw new IllegalArgumentException("no words for " + death.kind());
    }

    /** The crashing thread's name tells more than the leader's where they differ. */
    private static String name(Process process) {
        var comm = Text.printable(process.comm(), LONGEST_NAME);
        var thread = Text.printable(process.threadComm(), LONGEST_NAME);
        return comm + (thread.equals(comm) ? "" : "/" + thread) + "[" + process.pid() + "]";
    }

    private static String place(ProcessDeath death) {
        var pod = death.pod();
        if (pod == null) return "cgroup " + cgroup(death.process().cgroup());
        var place = pod.isNamed() ? "pod " + pod.namespace() + "/" + pod.name() : "pod " + pod.uid();
        return Text.printable(place + container(death), LONGEST_PLACE);
    }

    private static String cgroup(String path) {
        return path.isEmpty() ? "unknown" : Text.printable(path, LONGEST_PLACE);
    }

    private static String container(ProcessDeath death) {
        var container = death.container();
        if (container == null) return "";
        return " container " + (container.name() == null ? shortened(container.id()) : container.name());
    }

    /** As container tools show it. */
    private static String shortened(String id) {
        return id.substring(0, Math.min(12, id.length()));
    }

    private static String stack(ProcessDeath death) {
        if (!(death instanceof ProcessCrashed crash) || crash.stack().isEmpty()) return "";
        return crash.stack().stream()
                .limit(FRAMES)
                .map(Frame::describe)
                .map(frame -> Text.printable(frame, LONGEST_NAME))
                .collect(Collectors.joining(" < ", ": ", ""));
    }
}
