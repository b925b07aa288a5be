package io.hikeshi.sensor.kernel;

import com.sun.jna.Memory;
import java.time.Duration;

/** Waits for any of some descriptors, and can be woken from another thread. {@code poll(2)} with an eventfd at the end. */
final class Poller implements AutoCloseable {
    /** {@code struct pollfd} in {@code poll.h}: int fd; short events; short revents. */
    static final int POLLFD = 8;

    static final short POLLIN = 1;

    private final int count;
    private final Memory files;
    private final int bell;

    Poller(int... descriptors) throws SystemCallException {
        bell = Libc.eventfd();
        count = descriptors.length + 1;
        files = new Memory((long) count * POLLFD);
        files.clear();
        for (int i = 0; i < descriptors.length; i++) watch(i, descriptors[i]);
        watch(count - 1, bell);
    }

    private void watch(int index, int fd) {
        files.setInt((long) index * POLLFD, fd);
        files.setShort((long) index * POLLFD + 4, POLLIN);
    }

    /** True once a descriptor may be read; false if none was within that time, or {@link #wake} was called. */
    boolean await(Duration atMost) throws SystemCallException {
        int ready = Libc.poll(files, count, (int) Math.min(Integer.MAX_VALUE, atMost.toMillis() + 1));
        if (ready == 0) return false;
        boolean rung = files.getShort((long) (count - 1) * POLLFD + 6) != 0;
        if (rung) Libc.clearEvent(bell);
        return ready > (rung ? 1 : 0);
    }

    /** Makes the running or the next {@link #await} return. Callable from any thread until closed. */
    void wake() {
        Libc.signalEvent(bell);
    }

    @Override
    public void close() {
        Libc.close(bell);
        files.close();
    }
}
