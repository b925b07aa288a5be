package io.hikeshi.sensor.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process died of a core-class signal: it did something that its own code did not mean to.
 *
 * @param coreDumped whether the kernel wrote, or piped, a core
 * @param stack user frames, innermost first; empty where the backend has none
 */
public record ProcessCrashed(
        Origin origin,
        Instant at,
        String backend,
        Process process,
        Signal signal,
        boolean coreDumped,
        List<Frame> stack,
        @Nullable Container container,
        @Nullable Pod pod)
        implements ProcessDeath {
    /** {@code PERF_MAX_STACK_DEPTH} of {@code linux/perf_event.h}. */
    static final int MOST_FRAMES = 127;

    public ProcessCrashed {
        stack = List.copyOf(stack.subList(0, Math.min(stack.size(), MOST_FRAMES)));
    }

    @Override
    public Kind kind() {
        return Kind.PROCESS_CRASHED;
    }

    @Override
    public int exitCode() {
        return 128 + signal.number();
    }

    @Override
    public ProcessCrashed in(@Nullable Pod pod, @Nullable Container container) {
        return new ProcessCrashed(origin, at, backend, process, signal, coreDumped, stack, container, pod);
    }

    @Override
    public String fingerprint() {
        return Fingerprint.of(process.comm(), signal, stack);
    }

    @Override
    public String title() {
        var where = stack.isEmpty() ? "" : " in " + stack.get(0).describe();
        return process.shownName() + " died of " + signal.name() + where
                + (signal.code() == null ? "" : " (" + signal.code() + ")");
    }

    @Override
    public List<String> absent() {
        var absent = new ArrayList<>(ProcessDeath.super.absent());
        if (signal.code() == null) absent.add("signalCode");
        if (stack.isEmpty()) absent.add("stack");
        if (stack.stream().anyMatch(frame -> frame.module() == null)) absent.add("stack.module");
        if (stack.stream().anyMatch(frame -> frame.function() == null)) absent.add("stack.function");
        return List.copyOf(absent);
    }
}
