package io.hikeshi.sensor.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A process ended by itself with a non-zero status.
 *
 * @param exitCode 1..255
 */
public record ProcessExited(
        Origin origin,
        Instant at,
        String backend,
        Process process,
        int exitCode,
        @Nullable Container container,
        @Nullable Pod pod)
        implements ProcessDeath {
    public ProcessExited {
        if (exitCode < 1 || exitCode > 255) throw new IllegalArgumentException("exit code not in 1..255: " + exitCode);
    }

    @Override
    public Kind kind() {
        return Kind.PROCESS_EXITED;
    }

    @Override
    public ProcessExited in(@Nullable Pod pod, @Nullable Container container) {
        return new ProcessExited(origin, at, backend, process, exitCode, container, pod);
    }

    @Override
    public String fingerprint() {
        return Fingerprint.of(kind(), process.comm(), Integer.toString(exitCode));
    }

    @Override
    public String title() {
        return process.shownName() + " exited with status " + exitCode;
    }
}
