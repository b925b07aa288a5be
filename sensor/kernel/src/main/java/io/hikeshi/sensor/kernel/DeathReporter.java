package io.hikeshi.sensor.kernel;

import io.hikeshi.sensor.event.Container;
import io.hikeshi.sensor.event.Frame;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes an event of a raw death: adds names and wall-clock times, and decides its kind. */
final class DeathReporter implements AutoCloseable {
    /** A name is worth a short wait, once per place in code; a crash storm must not wait for names. */
    private static final Duration LONGEST_NAMING = Duration.ofMillis(50);

    private static final int MOST_MEMBERS = 4;

    private final Origin origin;
    private final String backend;
    private final Cgroups cgroups;
    private final Symbols symbols;

    DeathReporter(KernelSettings settings, String backend, Cgroups cgroups) {
        this.origin = settings.origin();
        this.backend = backend;
        this.cgroups = cgroups;
        this.symbols = new Symbols(settings.proc());
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
                stack(death, process),
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

    /** Named as far as that is quick. */
    private List<Frame> stack(Death death, Process process) {
        var frames = death.stack().stream().map(DeathReporter::frame).toList();
        try {
            return symbols.name(frames, witnesses(process), process.executable())
                    .completeOnTimeout(frames, LONGEST_NAMING.toMillis(), TimeUnit.MILLISECONDS)
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return frames;
        } catch (ExecutionException e) {
            throw new IllegalStateException("naming frames never fails", e);
        }
    }

    /** Who may have the same files: the process itself while its core is written, its parent, others of its container. */
    private List<Integer> witnesses(Process process) {
        var members = cgroups.members(process.cgroup()).stream().limit(MOST_MEMBERS);
        return Stream.concat(Stream.of(process.pid(), process.parentPid()), members)
                .distinct()
                .toList();
    }

    private static Frame frame(RawFrame raw) {
        if (raw.buildId() == null) return new Frame(null, raw.address(), null, null);
        return new Frame(raw.buildId(), raw.offset(), null, null);
    }

    @Override
    public void close() {
        symbols.close();
        try {
            cgroups.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot stop watching cgroups", e);
        }
    }
}
