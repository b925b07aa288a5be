package io.hikeshi.sensor.kernel.cgroup;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells of every cgroup of a tree: of those that are there at the start, then of each new one, by inotify.
 *
 * <p>A directory is watched before it is listed, so that a container made right after its pod is never missed.
 */
final class CgroupWatch implements AutoCloseable {
    /** Hears of cgroups, on the watch's own thread. */
    interface Listener {
        /** @param path below the root, {@code /} for itself */
        void found(long id, String path);
    }

    private static final Logger LOG = System.getLogger(CgroupWatch.class.getName());
    /** Far above what a full node has; a container that nests cgroups without end shall not use up the kernel's watches. */
    private static final int MOST_WATCHES = 16_384;
    /** {@code kernfs_refresh_inode} in fs/kernfs/inode.c: a directory has two links and one for each directory in it. */
    private static final int LINKS_OF_A_LEAF = 2;

    private final Path root;
    private final Listener listener;
    private final WatchService inotify;
    private final Map<WatchKey, Path> watched = new HashMap<>();
    private boolean complete = true;

    CgroupWatch(Path root, Listener listener) throws IOException {
        this.root = root;
        this.listener = listener;
        this.inotify = root.getFileSystem().newWatchService();
    }

    void start() {
        var thread = new Thread(this::run, "hikeshi-cgroups");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        inotify.close();
    }

    private void run() {
        try {
            visit(root);
            while (true) follow(inotify.take());
        } catch (ClosedWatchServiceException e) {
            LOG.log(Level.DEBUG, "stopped watching cgroups tree={0}", root);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow(WatchKey key) {
        var directory = watched.get(key);
        if (directory == null) return;
        for (WatchEvent<?> event : key.pollEvents()) {
            // An overflow has no context: what was made is found by looking at all again.
            if (event.context() instanceof Path name) visit(directory.resolve(name));
            else visit(directory);
        }
        if (!key.reset()) watched.remove(key);
    }

    /** Iterative, since a hostile container decides how deep a tree is. */
    private void visit(Path start) {
        var pending = new ArrayDeque<Path>();
        pending.add(start);
        while (!pending.isEmpty()) {
            var directory = pending.remove();
            try {
                if (!Files.isDirectory(directory, NOFOLLOW_LINKS)) continue;
                watch(directory);
                report(directory);
                if (hasChildren(directory)) addChildren(directory, pending);
            } catch (NoSuchFileException e) {
                continue; // gone again
            } catch (IOException e) {
                warnOnce(directory, e);
            }
        }
    }

    private void watch(Path directory) throws IOException {
        if (watched.size() < MOST_WATCHES) watched.put(directory.register(inotify, ENTRY_CREATE), directory);
        else warnOnce(directory, new IOException("more than " + MOST_WATCHES + " cgroups"));
    }

    private void report(Path directory) throws IOException {
        long id = (Long) Files.getAttribute(directory, "unix:ino", NOFOLLOW_LINKS);
        listener.found(id, "/" + root.relativize(directory));
    }

    /** Spares most cgroups, which have some 40 control files and no child, from being listed. */
    private static boolean hasChildren(Path directory) throws IOException {
        return (Integer) Files.getAttribute(directory, "unix:nlink", NOFOLLOW_LINKS) != LINKS_OF_A_LEAF;
    }

    private static void addChildren(Path directory, ArrayDeque<Path> pending) throws IOException {
        try (var entries = Files.newDirectoryStream(directory)) {
            entries.forEach(pending::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private void warnOnce(Path directory, IOException reason) {
        if (!complete) return;
        complete = false;
        LOG.log(
                Level.WARNING,
                "stopped watching new cgroups tree={0} watched={1} reason={2}; a death in a cgroup that vanishes at"
                        + " once may lack its pod; raise fs.inotify.max_user_watches",
                root,
                watched.size(),
                reason.getMessage());
    }
}
