package io.hikeshi.sensor.kernel;

import io.hikeshi.sensor.event.Container;
import io.hikeshi.sensor.event.Origin;
import io.hikeshi.sensor.event.Process;
import io.hikeshi.sensor.event.ProcessCrashed;
import io.hikeshi.sensor.event.ProcessDeath;
import io.hikeshi.sensor.event.ProcessExited;
import io.hikeshi.sensor.event.ProcessKilled;
import io.hikeshi.sensor.event.ProcessOomKilled;
import io.hikeshi.sensor.event.Signal;
import io.hikeshi.sensor.kernel.argument.Arguments;
import io.hikeshi.sensor.kernel.cgroup.CgroupPath;
import io.hikeshi.sensor.kernel.cgroup.Cgroups;
import io.hikeshi.sensor.kernel.symbol.Symbols;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes an event of a raw death: adds names and wall-clock times, and decides its kind. */
final class DeathReporter implements AutoCloseable {
    private final Origin origin;
    private final String backend;
    private final Cgroups cgroups;
    private final StackNamer namer;

    DeathReporter(KernelSettings settings, String backend, Cgroups cgroups) {
        this.origin = settings.origin();
        this.backend = backend;
        this.cgroups = cgroups;
        this.namer = new StackNamer(cgroups, new Symbols(settings.proc()));
    }

    /** Prepares for real deaths with the canary's. */
    void rehearse(Death canary) {
        var unused = namer.rehearse(canary);
    }

    ProcessDeath report(Death death) throws SystemCallException {
        var at = KernelClock.ofMonotonic(death.monotonicNanos());
        var cgroup = cgroup(death.task().cgroup());
        var process = process(death.task(), cgroup);
        var container = container(cgroup);
        return switch (death.kind()) {
            case PROCESS_CRASHED -> crashed(death, at, process, container);
            case PROCESS_OOMKILLED -> new ProcessOomKilled(origin, at, backend, process, container, null);
            case PROCESS_KILLED -> new ProcessKilled(origin, at, backend, process, signal(death), container, null);
            case PROCESS_EXITED -> new ProcessExited(origin, at, backend, process, death.exitStatus(), container, null);
            default -> throw new IllegalArgumentException(death.kind() + " is no death of a process");
        };
    }

    private ProcessCrashed crashed(Death death, Instant at, Process process, @Nullable Container container) {
        return new ProcessCrashed(
                origin,
                at,
                backend,
                process,
                signal(death),
                death.coreDumped(),
                namer.name(death, process.cgroup()),
                container,
                null);
    }

    private Process process(Task task, String cgroup) throws SystemCallException {
        return new Process(
                task.pid(),
                task.tid(),
                task.comm(),
                task.threadComm(),
                task.uid(),
                task.parentPid(),
                task.startTicks(),
                KernelClock.ofTicks(task.startTicks()),
                cgroup,
                task.namespacePid(),
                task.executable(),
                Arguments.redacted(task.arguments()));
    }

    private String cgroup(CgroupKey key) {
        return key.path().isEmpty() ? cgroups.path(key.unifiedId(), key.memoryId()) : key.path();
    }

    private static @Nullable Container container(String cgroup) {
        var id = CgroupPath.parse(cgroup).containerId();
        return id == null ? null : new Container(id, null, null);
    }

    private static Signal signal(Death death) {
        var fault = death.fault();
        var name = Signals.name(death.signal());
        if (fault == null) return new Signal(death.signal(), name, null, null);
        return new Signal(death.signal(), name, Signals.code(fault.signal(), fault.code()), fault.faultAddress());
    }

    @Override
    public void close() {
        namer.close();
        try {
            cgroups.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot stop watching cgroups", e);
        }
    }
}
