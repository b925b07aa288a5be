package io.hikeshi.sensor.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process and the thread of it that a signal was delivered to, as a backend saw them. Text is hostile: the process
 * chose it.
 *
 * @param pid thread group id in the host's pid namespace
 * @param tid thread id; equals pid where it is not known
 * @param comm the leader's name
 * @param threadComm the name of thread {@code tid}
 * @param uid real user id on the host
 * @param parentPid the real parent's thread group id; 0 if not known
 * @param startTicks when the leader started after boot, in 1/100 s; 0 if not known
 * @param cgroup where it ran
 * @param namespacePid pid as its innermost pid namespace counts it; null if not known
 * @param executable null if not known
 * @param arguments as the process could read them itself, not redacted; empty if not known
 */
record Task(
        int pid,
        int tid,
        String comm,
        String threadComm,
        int uid,
        int parentPid,
        long startTicks,
        CgroupKey cgroup,
        @Nullable Integer namespacePid,
        @Nullable String executable,
        List<String> arguments) {
    /** {@code USER_HZ} is 100 on every architecture that Hikeshi runs on: {@code asm-generic/param.h}. */
    static final long NANOS_PER_TICK = 10_000_000;

    /** Stands for a name that could not be learnt, as ps shows a terminal that is none. */
    static final String UNKNOWN_COMM = "?";

    Task {
        arguments = List.copyOf(arguments);
    }

    Task withArguments(List<String> arguments) {
        return new Task(
                pid, tid, comm, threadComm, uid, parentPid, startTicks, cgroup, namespacePid, executable, arguments);
    }

    Task withThreadComm(String threadComm) {
        return new Task(
                pid, tid, comm, threadComm, uid, parentPid, startTicks, cgroup, namespacePid, executable, arguments);
    }

    Task in(CgroupKey cgroup) {
        return new Task(
                pid, tid, comm, threadComm, uid, parentPid, startTicks, cgroup, namespacePid, executable, arguments);
    }

    /** The process without a thread of special interest. */
    Task asLeader() {
        return new Task(pid, pid, comm, comm, uid, parentPid, startTicks, cgroup, namespacePid, executable, arguments);
    }
}
