package io.hikeshi.sensor.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The kernel's out-of-memory killer chose this process; it did nothing wrong itself. */
public record ProcessOomKilled(
        Origin origin,
        Instant at,
        String backend,
        Process process,
        @Nullable Container container,
        @Nullable Pod pod) implements ProcessDeath {
    /** The OOM killer always sends SIGKILL. */
    private static final int SIGKILL = 9;

    @Override
    public Kind kind() {
        return Kind.PROCESS_OOMKILLED;
    }

    @Override
    public int exitCode() {
        return 128 + SIGKILL;
    }

    @Override
    public ProcessOomKilled in(@Nullable Pod pod, @Nullable Container container) {
        return new ProcessOomKilled(origin, at, backend, process, container, pod);
    }

    @Override
    public String fingerprint() {
        return Fingerprint.of(kind(), process.comm());
    }

    @Override
    public String title() {
        return process.shownName() + " was killed by the kernel: out of memory";
    }
}
