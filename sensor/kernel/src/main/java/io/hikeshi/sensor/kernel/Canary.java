package io.hikeshi.sensor.kernel;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A child that dies of SIGABRT, so that we know whether deaths are seen: a backend may be deaf without an error. It is this very
 * program, killed before it gets anywhere: every container has that, and no shell is needed.
 */
final class Canary {
    private static final String THIS_PROGRAM = "/proc/self/exe";

    private final String name = "hikeshi-canary-"
            + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    private volatile int pid;

    /** Returns once the child is dead and gone. */
    void die() throws SystemCallException {
        int child = Libc.spawn(THIS_PROGRAM, name);
        pid = child;
        Libc.limit(child, Libc.RLIMIT_CORE, 0);
        Libc.kill(child, Signals.SIGABRT);
        Libc.waitpid(child);
    }

    /** Its pid is ours to count, which is the host's only without a pid namespace; its name settles it. */
    boolean is(Death death) {
        var task = death.task();
        var namespacePid = task.namespacePid();
        boolean samePid = task.pid() == pid || namespacePid != null && namespacePid == pid;
        return samePid && (task.arguments().isEmpty() || task.arguments().get(0).equals(name));
    }
}
