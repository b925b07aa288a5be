package io.hikeshi.sensor.kernel.symbol;

import com.sun.jna.Native;
import io.hikeshi.sensor.event.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Opens a path that somebody else owns and may change at any moment. It is pinned before it is looked at, and read only if
 * it is a regular file: opening a FIFO would block for ever, opening a device may do anything.
 */
final class RegularFile implements AutoCloseable {
    /** include/uapi/asm-generic/fcntl.h. */
    static final int O_CLOEXEC = 02000000, O_PATH = 010000000;

    static {
        Native.register(RegularFile.class, "c");
    }

    private final int fd;

    private RegularFile(int fd) {
        this.fd = fd;
    }

    static RegularFile pin(Path path) throws IOException {
        int fd = open(path.toString(), O_PATH | O_CLOEXEC);
        if (fd < 0)
            throw new IOException("cannot open " + Text.quoted(path.toString()) + ": errno " + Native.getLastError());
        var file = new RegularFile(fd);
        if (Files.isRegularFile(file.path())) return file;
        file.close();
        throw new IOException("not a regular file: " + Text.quoted(path.toString()));
    }

    /** Leads to the pinned file, whatever has become of its name. */
    Path path() {
        return Path.of("/proc/self/fd/" + fd);
    }

    @Override
    public void close() {
        close(fd);
    }

    private static native int open(String path, int flags);

    private static native int close(int fd);
}
