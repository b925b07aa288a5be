package io.hikeshi.sensor.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The process that ended, as the kernel knew it. Names and paths are hostile text: whoever runs a process chooses them.
 *
 * @param pid thread group id in the host's pid namespace
 * @param tid the thread that the signal was delivered to; equals pid where that is not known
 * @param comm the leader's name ({@code task_struct.comm}, up to 15 bytes)
 * @param threadComm the name of thread {@code tid}
 * @param uid real user id on the host; the kernel's is unsigned, so ids above 2^31 are negative here
 * @param parentPid the real parent's thread group id
 * @param startTicks start after boot in clock ticks of 1/100 s, field 22 of {@code /proc/<pid>/stat}; part of the id
 * @param startedAt the same on the wall clock
 * @param cgroup path below the cgroup mount; empty if it could not be resolved
 * @param namespacePid pid as its own pid namespace counts it; null if not known
 * @param executable path of the executable as the process saw it; null if not known
 * @param arguments the command line, secrets redacted, cut at 8192 characters; empty if not known
 */
public record Process(
        int pid,
        int tid,
        String comm,
        String threadComm,
        int uid,
        int parentPid,
        long startTicks,
        Instant startedAt,
        String cgroup,
        @Nullable Integer namespacePid,
        @Nullable String executable,
        List<String> arguments) {
    static final int LONGEST_COMM = 64;
    /** {@code PATH_MAX} of {@code linux/limits.h}. */
    static final int LONGEST_PATH = 4096;

    static final int MOST_ARGUMENTS = 256;
    /** Characters in all arguments together; a class path may be longer, and nobody reads it. */
    static final int LONGEST_COMMAND_LINE = 8192;

    public Process {
        if (pid < 1) throw new IllegalArgumentException("pid < 1: " + pid);
        if (tid < 1) throw new IllegalArgumentException("tid < 1: " + tid);
        if (parentPid < 0) throw new IllegalArgumentException("parentPid < 0: " + parentPid);
        if (startTicks < 0) throw new IllegalArgumentException("startTicks < 0: " + startTicks);
        comm = Text.cut(comm, LONGEST_COMM);
        threadComm = Text.cut(threadComm, LONGEST_COMM);
        cgroup = Text.cut(cgroup, LONGEST_PATH);
        if (executable != null) executable = Text.cut(executable, LONGEST_PATH);
        if (namespacePid != null && namespacePid < 1)
            throw new IllegalArgumentException("namespacePid < 1: " + namespacePid);
        arguments = bounded(arguments);
    }

    /** The leader's name, fit to be shown. */
    String shownName() {
        return Text.printable(comm, LONGEST_COMM);
    }

    /** The first arguments, as far as they fit. */
    private static List<String> bounded(List<String> arguments) {
        var bounded = new ArrayList<String>();
        int left = LONGEST_COMMAND_LINE;
        for (String argument : arguments) {
            if (left <= 0 || bounded.size() == MOST_ARGUMENTS) break;
            bounded.add(Text.cut(argument, left));
            left -= argument.length();
        }
        return List.copyOf(bounded);
    }

    List<String> absent() {
        var absent = new ArrayList<String>();
        if (cgroup.isEmpty()) absent.add("process.cgroup");
        if (namespacePid == null) absent.add("process.namespacePid");
        if (executable == null) absent.add("process.executable");
        if (arguments.isEmpty()) absent.add("process.arguments");
        return absent;
    }
}
