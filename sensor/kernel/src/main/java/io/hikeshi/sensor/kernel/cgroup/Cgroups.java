package io.hikeshi.sensor.kernel.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where processes run, on a machine with cgroup v1, v2 or both (hybrid). Of a process that stands in two trees, the path
 * that names a pod or a container is reported, else the deeper one.
 *
 * <p>Safe for any thread. A look-up takes microseconds and never fails: what cannot be learnt is the empty path.
 */
public final class Cgroups implements AutoCloseable {
    private final Path proc;
    private final @Nullable CgroupTree unified;
    private final @Nullable CgroupTree memory;

    private Cgroups(Path proc, @Nullable CgroupTree unified, @Nullable CgroupTree memory) {
        this.proc = proc;
        this.unified = unified;
        this.memory = memory;
    }

    /**
     * Reads and watches the trees on a thread of its own, so that a cgroup that is gone can still be named.
     *
     * @param proc {@code /proc}
     * @param root where the machine's cgroup trees are mounted, {@code /sys/fs/cgroup}
     * @throws IOException if no tree is mounted there, or it cannot be opened
     */
    public static Cgroups open(Path proc, Path root) throws IOException {
        var mounted = Hierarchies.read(proc, root);
        if (mounted.unified() == null && mounted.memory() == null) {
            throw new IOException("no cgroup2 and no v1 memory tree is mounted at or below " + root + " (read from "
                    + proc.resolve("self/mounts") + "): mount the machine's cgroups there");
        }
        return new Cgroups(proc, tree(mounted.unified()), tree(mounted.memory()));
    }

    private static @Nullable CgroupTree tree(@Nullable Path mount) throws IOException {
        return mount == null ? null : CgroupTree.open(mount);
    }

    /**
     * The path of the cgroup with these ids; empty if neither is known.
     *
     * @param unifiedId the process' id in the cgroup2 tree, as {@code bpf_get_current_cgroup_id} gives it; 0 if unknown
     * @param memoryId its id in the v1 memory tree; ignored where that is not mounted; 0 if unknown
     */
    public String path(long unifiedId, long memoryId) {
        return better(path(unified, unifiedId), path(memory, memoryId));
    }

    private static String path(@Nullable CgroupTree tree, long id) {
        if (tree == null || id == 0) return "";
        var path = tree.path(id);
        return path == null ? "" : path;
    }

    /** The path of a process that is still there, a zombie included; empty if it is gone. */
    public String pathOf(int pid) {
        try {
            return reported(Files.readString(proc.resolve(pid + "/cgroup")));
        } catch (IOException e) {
            return "";
        }
    }

    /**
     * Some of the processes that are in this cgroup now, the oldest of {@code cgroup.procs} first; empty if it is gone.
     *
     * @param path as {@link #path} or {@link #pathOf} gave it
     */
    public List<Integer> members(String path) {
        if (path.isEmpty()) return List.of();
        var members = unified == null ? List.<Integer>of() : unified.members(path);
        return members.isEmpty() && memory != null ? memory.members(path) : members;
    }

    /**
     * The path that is reported of a process.
     *
     * @param cgroup its {@code /proc/<pid>/cgroup}: lines of {@code <hierarchy>:<controllers>:<path>}, see cgroups(7)
     */
    public static String reported(String cgroup) {
        return better(
                path(cgroup, String::isEmpty),
                path(cgroup, controllers -> ("," + controllers + ",").contains(",memory,")));
    }

    private static String path(String cgroup, Predicate<String> controllers) {
        for (String line : cgroup.split("\n")) {
            var fields = line.split(":", 3);
            if (fields.length == 3 && controllers.test(fields[1])) return belowOwnRoot(fields[2]);
        }
        return "";
    }

    /** Read in a cgroup namespace of its own, a path climbs out of it first: {@code /../../kubepods/...}. */
    private static String belowOwnRoot(String path) {
        var below = path;
        while (below.startsWith("/../")) below = below.substring("/..".length());
        return below;
    }

    /** A container runtime may use only one tree of a hybrid machine; in the other, all its processes stand in the root. */
    private static String better(String unified, String memory) {
        if (CgroupPath.parse(unified).isNamed()) return unified;
        if (CgroupPath.parse(memory).isNamed()) return memory;
        return depth(memory) > depth(unified) ? memory : unified;
    }

    private static int depth(String path) {
        if (path.isEmpty()) return -1;
        return path.equals("/") ? 0 : (int) path.chars().filter(c -> c == '/').count();
    }

    @Override
    public void close() throws IOException {
        if (unified != null) unified.close();
        if (memory != null) memory.close();
    }
}
