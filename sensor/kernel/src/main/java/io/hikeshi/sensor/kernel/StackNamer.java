package io.hikeshi.sensor.kernel;

import io.hikeshi.sensor.event.Frame;
import io.hikeshi.sensor.kernel.cgroup.Cgroups;
import io.hikeshi.sensor.kernel.symbol.Symbols;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Names the frames of a dead process's stack as far as that is quick. What comes too late is known the next time. */
final class StackNamer implements AutoCloseable {
    /** A name is worth a short wait, once per place in code; a crash storm must not wait for names. */
    private static final Duration LONGEST = Duration.ofMillis(100);

    private static final int MOST_MEMBERS = 4;

    private final Cgroups cgroups;
    private final Symbols symbols;

    StackNamer(Cgroups cgroups, Symbols symbols) {
        this.cgroups = cgroups;
        this.symbols = symbols;
    }

    List<Frame> name(Death death, String cgroup) {
        var frames = frames(death);
        try {
            return symbols.name(
                            frames,
                            () -> witnesses(death.task(), cgroup),
                            death.task().executable())
                    .completeOnTimeout(frames, LONGEST.toMillis(), TimeUnit.MILLISECONDS)
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return frames;
        } catch (ExecutionException e) {
            throw new IllegalStateException("naming frames never fails", e);
        }
    }

    /** Loads and compiles, in the background, what naming takes, so that the first real crash needs not wait for it. */
    CompletableFuture<List<Frame>> rehearse(Death death) {
        return symbols.name(
                frames(death), () -> witnesses(death.task(), ""), death.task().executable());
    }

    private static List<Frame> frames(Death death) {
        return death.stack().stream().map(StackNamer::frame).toList();
    }

    private static Frame frame(RawFrame raw) {
        if (raw.buildId() == null) return new Frame(null, raw.address(), null, null);
        return new Frame(raw.buildId(), raw.offset(), null, null);
    }

    /** Who may have the same files: the process itself while its core is written, its parent, others of its container. */
    private List<Integer> witnesses(Task task, String cgroup) {
        var members = cgroups.members(cgroup).stream().limit(MOST_MEMBERS);
        return Stream.concat(Stream.of(task.pid(), task.parentPid()), members)
                .distinct()
                .toList();
    }

    @Override
    public void close() {
        symbols.close();
    }
}
