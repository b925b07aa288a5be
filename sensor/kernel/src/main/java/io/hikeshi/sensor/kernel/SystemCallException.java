package io.hikeshi.sensor.kernel;

import com.sun.jna.Native;
import io.hikeshi.sensor.event.Text;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A call into the C library that failed: {@code bpf(BPF_MAP_CREATE, crash_ring): EPERM, Operation not permitted}. */
final class SystemCallException extends IOException {
    private static final long serialVersionUID = 1;
    private static final int LONGEST_ARGUMENT = 120;

    private final int errno;

    private SystemCallException(String call, int errno, Object[] arguments) {
        super(call + "(" + list(arguments) + "): " + Errno.name(errno) + ", " + Libc.describe(errno));
        this.errno = errno;
    }

    /** To be made right after the call, on its thread, because that is how long errno lasts. */
    static SystemCallException after(String call, Object... arguments) {
        return new SystemCallException(call, Native.getLastError(), arguments);
    }

    static SystemCallException of(int errno, String call, Object... arguments) {
        return new SystemCallException(call, errno, arguments);
    }

    int errno() {
        return errno;
    }

    private static String list(Object[] arguments) {
        return Arrays.stream(arguments)
                .map(argument -> Text.printable(argument.toString(), LONGEST_ARGUMENT))
                .collect(Collectors.joining(", "));
    }
}
