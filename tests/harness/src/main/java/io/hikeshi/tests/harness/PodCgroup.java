package io.hikeshi.tests.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * The cgroup that kubelet (systemd driver, QoS class Burstable) and containerd would make for a container, in every
 * hierarchy that this machine mounts: v2, v1 memory, or both on a hybrid one. Needs root.
 */
public final class PodCgroup implements AutoCloseable {
    private static final Path V2 = Path.of("/sys/fs/cgroup");
    private static final Path V2_OF_HYBRID = Path.of("/sys/fs/cgroup/unified");
    private static final Path V1_MEMORY = Path.of("/sys/fs/cgroup/memory");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String path;
    private final List<Path> folders;

    /**
     * @param podUid as in the pod's metadata
     * @param containerId without {@code containerd://}
     */
    public PodCgroup(String podUid, String containerId) {
        path = "kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod%s.slice/cri-containerd-%s.scope"
                .formatted(podUid.replace('-', '_'), containerId);
        folders = Stream.of(V2, V2_OF_HYBRID, V1_MEMORY)
                .filter(PodCgroup::isHierarchy)
                .map(root -> make(root, path))
                .toList();
        if (folders.isEmpty()) throw new IllegalStateException("cannot make a cgroup: none is mounted at " + V2);
    }

    /** Below the hierarchy's root, with a slash before it, as {@code /proc/<pid>/cgroup} shows it. */
    public String path() {
        return "/" + path;
    }

    /** The same command, started inside; the pid does not change. */
    public Command inside(Command command) {
        var join = folders.stream()
                .map(folder -> "echo $$ > '" + folder + "/cgroup.procs' && ")
                .toList();
        return new Command(
                Stream.concat(
                                Stream.of("/bin/sh", "-c", String.join("", join) + "exec \"$@\"", "sh"),
                                command.words().stream())
                        .toList(),
                command.environment());
    }

    /** From here on the kernel kills what needs more. */
    public PodCgroup withMemoryLimit(long bytes) {
        for (var folder : folders) {
            for (var file : List.of("memory.limit_in_bytes", "memory.max")) {
                if (Files.exists(folder.resolve(file))) write(folder.resolve(file), Long.toString(bytes));
            }
        }
        return this;
    }

    /** Kills what is still inside, then removes the cgroup, and those above it that are empty then. */
    @Override
    public void close() {
        for (var folder : folders) {
            Awaitility.await("an empty cgroup " + folder).atMost(PATIENCE).until(() -> isEmptied(folder));
            Stream.iterate(folder, Path::getParent).limit(4).forEach(PodCgroup::removeIfEmpty);
        }
    }

    private static boolean isHierarchy(Path root) {
        return Files.exists(root.resolve("cgroup.procs"));
    }

    private static Path make(Path root, String path) {
        var folder = root;
        try {
            for (var name : Path.of(path)) {
                handDownMemory(folder);
                folder = Files.createDirectories(folder.resolve(name));
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the cgroup " + folder + "; it needs root", e);
        }
    }

    /** v2 limits a group's memory only if every group above hands the controller down. */
    private static void handDownMemory(Path folder) throws IOException {
        var controllers = folder.resolve("cgroup.controllers");
        if (!Files.exists(controllers) || !Files.readString(controllers).contains("memory")) return;
        Files.writeString(folder.resolve("cgroup.subtree_control"), "+memory");
    }

    private static boolean isEmptied(Path folder) throws IOException {
        var pids = Files.readAllLines(folder.resolve("cgroup.procs"));
        pids.stream()
                .map(Long::valueOf)
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .forEach(ProcessHandle::destroyForcibly);
        return pids.isEmpty();
    }

    private static void removeIfEmpty(Path folder) {
        folder.toFile().delete();
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + text + " to " + file, e);
        }
    }
}
