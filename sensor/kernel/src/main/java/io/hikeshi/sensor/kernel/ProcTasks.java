package io.hikeshi.sensor.kernel;

import io.hikeshi.sensor.kernel.cgroup.Cgroups;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What procfs still says of a process that is dying or, as a zombie, dead: the less, the later one looks. For backends whose
 * kernel interface does not say it; they need the host's pid namespace.
 */
final class ProcTasks {
    /** {@code (uid_t) -1}, which no process has: chown(2) takes it for "leave as it is". */
    static final int NO_UID = -1;
    /** As bpf cuts them. */
    private static final int MOST_ARGUMENT_BYTES = DeathRecord.ARGUMENTS_BYTES;

    private final Path proc;

    ProcTasks(Path proc) {
        this.proc = proc;
    }

    /** Empty if the process was reaped before. */
    Optional<Task> read(int pid, int tid) {
        try {
            var stat = ProcStat.parse(text(pid + "/stat"));
            var cgroup = Cgroups.reported(optional(pid + "/cgroup"));
            var status = optional(pid + "/status");
            return Optional.of(new Task(
                    pid,
                    tid,
                    stat.comm(),
                    tid == pid ? stat.comm() : threadComm(pid, tid),
                    number(status, "Uid:", 0, NO_UID),
                    stat.parentPid(),
                    stat.startTicks(),
                    new CgroupKey(0, 0, cgroup),
                    namespacePid(status),
                    executable(pid),
                    arguments(pid)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The process that a thread belongs to; empty if the thread is gone. */
    Optional<Integer> processOf(int tid) {
        int pid = number(optional(tid + "/status"), "Tgid:", 0, 0);
        return pid == 0 ? Optional.empty() : Optional.of(pid);
    }

    /**
     * A process that was gone before anybody looked. It lived shortly, so that the time of its death stands in for its start:
     * the same pid must not have the same id when it dies again.
     */
    static Task gone(int pid, int tid, String comm, long monotonicNanos) throws SystemCallException {
        long asleep = Libc.clockNanos(Libc.CLOCK_BOOTTIME) - Libc.clockNanos(Libc.CLOCK_MONOTONIC);
        long ticks = (monotonicNanos + asleep) / Task.NANOS_PER_TICK;
        return new Task(pid, tid, comm, comm, NO_UID, 0, ticks, CgroupKey.UNKNOWN, null, null, List.of());
    }

    private String threadComm(int pid, int tid) {
        var comm = optional(pid + "/task/" + tid + "/comm").stripTrailing();
        return comm.isEmpty() ? Task.UNKNOWN_COMM : comm;
    }

    /** The last of them is the innermost. */
    private static @Nullable Integer namespacePid(String status) {
        int pid = number(status, "NSpid:", -1, 0);
        return pid == 0 ? null : pid;
    }

    /** @param index which of the numbers after the key; -1 for the last */
    private static int number(String status, String key, int index, int otherwise) {
        for (String line : status.split("\n")) {
            if (!line.startsWith(key)) continue;
            var numbers = line.substring(key.length()).strip().split("\\s+");
            return Integer.parseUnsignedInt(numbers[index < 0 ? numbers.length - 1 : index]);
        }
        return otherwise;
    }

    private @Nullable String executable(int pid) {
        try {
            return Files.readSymbolicLink(proc.resolve(pid + "/exe")).toString();
        } catch (IOException e) {
            return null;
        }
    }

    private List<String> arguments(int pid) {
        try (var arguments = Files.newInputStream(proc.resolve(pid + "/cmdline"))) {
            var bytes = arguments.readNBytes(MOST_ARGUMENT_BYTES);
            return CommandLine.split(bytes, bytes.length == MOST_ARGUMENT_BYTES);
        } catch (IOException e) {
            return List.of();
        }
    }

    private String optional(String file) {
        try {
            return text(file);
        } catch (IOException e) {
            return "";
        }
    }

    /** A process names itself in any bytes. */
    private String text(String file) throws IOException {
        return new String(Files.readAllBytes(proc.resolve(file)), StandardCharsets.UTF_8);
    }
}
