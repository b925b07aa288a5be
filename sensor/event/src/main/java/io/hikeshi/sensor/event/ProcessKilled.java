package io.hikeshi.sensor.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A process died of a signal that somebody sent to end it, such as SIGKILL, SIGTERM or SIGPIPE. */
public record ProcessKilled(
        Origin origin,
        Instant at,
        String backend,
        Process process,
        Signal signal,
        @Nullable Container container,
        @Nullable Pod pod)
        implements ProcessDeath {
    @Override
    public Kind kind() {
        return Kind.PROCESS_KILLED;
    }

    @Override
    public int exitCode() {
        return 128 + signal.number();
    }

    @Override
    public ProcessKilled in(@Nullable Pod pod, @Nullable Container container) {
        return new ProcessKilled(origin, at, backend, process, signal, container, pod);
    }

    @Override
    public String fingerprint() {
        return Fingerprint.of(kind(), process.comm(), signal.name());
    }

    @Override
    public String title() {
        return process.shownName() + " was killed by " + signal.name();
    }
}
