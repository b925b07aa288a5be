package io.hikeshi.sensor.kernel.cgroup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One cgroup tree: from ids to paths. Remembers the paths it has seen, because the cgroup of a crashed container is often
 * gone before anybody asks; an id is never used twice.
 */
final class CgroupTree implements AutoCloseable {
    /** Some 2 MB of paths. What has been forgotten but lives is asked of the kernel. */
    static final int MOST_PATHS = 8_192;

    /** Whoever asks wants a witness, not all of them. */
    private static final int MOST_MEMBERS = 8;

    private final Path mount;
    private final CgroupHandles handles;
    private final CgroupWatch watch;
    private final Map<Long, String> paths = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
            return size() > MOST_PATHS;
        }
    };

    private CgroupTree(Path mount) throws IOException {
        this.mount = mount;
        this.handles = new CgroupHandles(mount);
        this.watch = new CgroupWatch(mount, this::remember);
    }

    static CgroupTree open(Path mount) throws IOException {
        var tree = new CgroupTree(mount);
        tree.watch.start();
        return tree;
    }

    /** The path below the mount; null if nobody has seen the cgroup while it was there. */
    @Nullable
    String path(long id) {
        var seen = seen(id);
        if (seen != null) return seen;
        var path = handles.path(id);
        if (path != null) remember(id, path);
        return path;
    }

    /** The path without asking the kernel. */
    synchronized @Nullable String seen(long id) {
        return paths.get(id);
    }

    synchronized void remember(long id, String path) {
        paths.put(id, path);
    }

    List<Integer> members(String path) {
        try (var procs = Files.lines(mount.resolve(path.substring(1)).resolve("cgroup.procs"))) {
            return procs.limit(MOST_MEMBERS)
                    .map(Integer::valueOf)
                    .filter(pid -> pid > 0)
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    @Override
    public void close() throws IOException {
        watch.close();
        handles.close();
    }
}
