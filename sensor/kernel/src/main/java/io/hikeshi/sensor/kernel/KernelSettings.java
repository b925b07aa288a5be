package io.hikeshi.sensor.kernel;

import io.hikeshi.sensor.event.Origin;
import java.nio.file.Path;

/**
 * How to watch this node.
 *
 * @param origin what every event says about where it comes from
 * @param backend which kernel interface to use
 * @param killed whether deaths by SIGKILL, SIGTERM and the like are wanted; OOM kills always are
 * @param exited whether exits with a non-zero status are wanted
 * @param ringBytes room for records that were not read yet, a power of two of at least 64 KiB; a crash takes 3.4 KB
 * @param proc where procfs is mounted, best the host's
 * @param cgroup where cgroups are mounted
 */
public record KernelSettings(
        Origin origin, BackendChoice backend, boolean killed, boolean exited, int ringBytes, Path proc, Path cgroup) {
    /** Room for 600 crashes. */
    public static final int DEFAULT_RING_BYTES = 2 << 20;

    /** The page size of some arm64 kernels. */
    private static final int SMALLEST_RING = 64 << 10;

    public KernelSettings {
        if (Integer.bitCount(ringBytes) != 1 || ringBytes < SMALLEST_RING) {
            throw new IllegalArgumentException("ring is not a power of two from " + SMALLEST_RING + ": " + ringBytes);
        }
    }

    /** This machine, the best backend, with killed and exited processes or without. */
    public static KernelSettings of(Origin origin, BackendChoice backend, boolean allDeaths) {
        return new KernelSettings(
                origin, backend, allDeaths, allDeaths, DEFAULT_RING_BYTES, Path.of("/proc"), Path.of("/sys/fs/cgroup"));
    }
}
