package io.hikeshi.sensor.kernel;

import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntConsumer;

/** A child that dies of SIGABRT, so that we know whether deaths are seen: a backend may be deaf without an error. */
final class Canary {
    private static final String THIS_PROGRAM = "/proc/self/exe";

    /** How a child is made to die. Its pid is told before it does. */
    interface Child {
        void die(String name, IntConsumer born) throws SystemCallException;
    }

    /** No stranger can guess it and hide behind it. */
    private final String name = "hikeshi-canary-"
            + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());

    private final Set<Integer> unseen = ConcurrentHashMap.newKeySet();
    private final Child child;

    Canary(Child child) {
        this.child = child;
    }

    /** The child is this very program, killed before it gets anywhere: every container has that, and no shell is needed. */
    static Canary ofThisProgram() {
        return new Canary(Canary::spawnAndKill);
    }

    private static void spawnAndKill(String name, IntConsumer born) throws SystemCallException {
        int child = Libc.spawn(THIS_PROGRAM, name);
        born.accept(child);
        Libc.limit(child, Libc.RLIMIT_CORE, 0);
        Libc.kill(child, Signals.SIGABRT);
        Libc.waitpid(child);
    }

    /** Returns once a child is dead and gone. */
    void die() throws SystemCallException {
        child.die(name, unseen::add);
    }

    /** Whether this was a canary. Its pid is ours to count, which is the host's only without a pid namespace; its name settles it. */
    boolean recognise(Death death) {
        var task = death.task();
        if (!task.arguments().isEmpty() && !task.arguments().get(0).equals(name)) return false;
        var namespacePid = task.namespacePid();
        return unseen.remove(task.pid()) || namespacePid != null && unseen.remove(namespacePid);
    }
}
