package io.hikeshi.tests.bench;

import io.hikeshi.tests.harness.PodCgroup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The cgroups of so many pods with one container each, as kubelet and containerd would make them. */
final class Pods implements AutoCloseable {
    private final List<PodCgroup> cgroups;

    Pods(int count) {
        cgroups = IntStream.range(0, count).mapToObj(Pods::cgroup).toList();
    }

    /** As the kernel shows it, from the root of the hierarchy. */
    String path(int pod) {
        return cgroups.get(pod).path();
    }

    /** In cgroup v2, the only one where clone3 can start a process. */
    List<Path> folders() {
        var root = Stream.of("/sys/fs/cgroup/unified", "/sys/fs/cgroup")
                .map(Path::of)
                .filter(folder -> Files.exists(folder.resolve("cgroup.controllers")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("cgroup v2 is not mounted on this machine"));
        return cgroups.stream()
                .map(group -> root.resolve(group.path().substring(1)))
                .toList();
    }

    @Override
    public void close() {
        cgroups.forEach(PodCgroup::close);
    }

    private static PodCgroup cgroup(int pod) {
        return new PodCgroup("b0b0b0b0-0000-4000-8000-%012x".formatted(pod), "%064x".formatted(0xbe0c40 + pod));
    }
}
