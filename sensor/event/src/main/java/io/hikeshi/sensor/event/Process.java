package io.hikeshi.sensor.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The process that ended, as the kernel knew it.
 *
 * @param pid thread group id in the host's pid namespace
 * @param tid the thread that the signal was delivered to; equals pid where that is not known
 * @param comm the leader's name ({@code task_struct.comm}, up to 15 bytes)
 * @param threadComm the name of thread {@code tid}
 * @param uid real user id on the host
 * @param parentPid the real parent's thread group id
 * @param startTicks start after boot in clock ticks of 1/100 s, field 22 of {@code /proc/<pid>/stat}; part of the id
 * @param startedAt the same on the wall clock
 * @param cgroup path below the cgroup mount; empty if it could not be resolved
 * @param namespacePid pid as its own pid namespace counts it; null if not known
 * @param executable path of the executable as the process saw it; null if not known
 * @param arguments the command line, secrets redacted; empty if not known
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
    public Process {
        if (pid < 1) throw new IllegalArgumentException("pid < 1: " + pid);
        if (tid < 1) throw new IllegalArgumentException("tid < 1: " + tid);
        if (parentPid < 0) throw new IllegalArgumentException("parentPid < 0: " + parentPid);
        if (startTicks < 0) throw new IllegalArgumentException("startTicks < 0: " + startTicks);
        arguments = List.copyOf(arguments);
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
