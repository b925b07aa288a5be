package io.hikeshi.sensor.kernel.cgroup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One cgroup tree: from ids to paths. Remembers the paths it has seen, because the cgroup of a crashed container is often
 * gone before anybody asks; an id is never used twice.
 */
final class CgroupTree implements AutoCloseable {
    /** Some 2 MB of paths. What has been forgotten but lives is asked of the kernel. */
    static final int MOST_PATHS = 8_192;

    private final CgroupHandles handles;
    private final CgroupWatch watch;
    private final Map<Long, String> paths = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
            return size() > MOST_PATHS;
        }
    };

    private CgroupTree(Path mount) throws IOException {
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

    @Override
    public void close() throws IOException {
        watch.close();
        handles.close();
    }
}
