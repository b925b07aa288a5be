package io.hikeshi.sensor.kernel.cgroup;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Asks the kernel for the directory of a cgroup id: {@code open_by_handle_at(2)}, since the id is the file handle of a
 * kernfs node. Needs CAP_DAC_READ_SEARCH.
 */
final class CgroupHandles implements AutoCloseable {
    /** {@code enum fid_type} in include/linux/exportfs.h. */
    private static final int FILEID_KERNFS = 0xfe;
    /** {@code struct file_handle} in include/linux/fs.h: u32 handle_bytes, int handle_type, then the handle. */
    private static final int HANDLE_BYTES = 0, HANDLE_TYPE = 4, HANDLE = 8, HANDLE_SIZE = 16;
    /** include/uapi/asm-generic/fcntl.h. */
    private static final int O_CLOEXEC = 02000000, O_PATH = 010000000;
    /** {@code __NR_open_by_handle_at}: arch/x86/entry/syscalls/syscall_64.tbl, include/uapi/asm-generic/unistd.h. */
    private static final long OPEN_BY_HANDLE_AT = Platform.isARM() ? 265 : 304;
    /** errno-base.h: the caller lacks CAP_DAC_READ_SEARCH; asking again is useless. */
    private static final int EPERM = 1;

    static {
        Native.register(CgroupHandles.class, "c");
    }

    private final Path mount;
    private final int mountFd;
    private final Memory handle = new Memory(HANDLE_SIZE);
    private boolean permitted = true;

    /** @param mount where the tree is mounted */
    CgroupHandles(Path mount) throws IOException {
        this.mount = mount;
        this.mountFd = open(mount.toString(), O_CLOEXEC);
        if (mountFd < 0) {
            throw new IOException("cannot open cgroup mount " + mount + ": errno " + Native.getLastError());
        }
        handle.setInt(HANDLE_BYTES, Long.BYTES);
        handle.setInt(HANDLE_TYPE, FILEID_KERNFS);
    }

    /** The path below the mount, {@code /} for its root; null if the cgroup is gone, or if this process may not ask. */
    synchronized @Nullable String path(long id) {
        if (!permitted) return null;
        handle.setLong(HANDLE, id);
        int fd = (int) syscall(OPEN_BY_HANDLE_AT, mountFd, handle, O_PATH | O_CLOEXEC);
        if (fd < 0) {
            permitted = Native.getLastError() != EPERM;
            return null;
        }
        try {
            var directory = Files.readSymbolicLink(Path.of("/proc/self/fd/" + fd));
            return directory.startsWith(mount) ? "/" + mount.relativize(directory) : null;
        } catch (IOException e) {
            return null;
        } finally {
            close(fd);
        }
    }

    /** False once the kernel has refused for want of CAP_DAC_READ_SEARCH, or once closed. */
    synchronized boolean permitted() {
        return permitted;
    }

    @Override
    public synchronized void close() {
        permitted = false; // the number of a closed file may soon be another file's
        close(mountFd);
    }

    private static native int open(String path, int flags);

    private static native int close(int fd);

    private static native long syscall(long number, long mountFd, Pointer handle, long flags);
}
