package io.hikeshi.sensor.kernel;

import java.io.IOException;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;

/** A child that dies of SIGABRT, so that we know whether deaths are seen: a backend may be deaf without an error. */
final class Canary {
    private static final String THIS_PROGRAM = "/proc/self/exe";
    private static final String NAME = "hikeshi-canary-";
    private static final Pattern FOREIGN = Pattern.compile(NAME + "[0-9a-f]{16}");
    /** On a busy machine the program may end by itself before our signal arrives. */
    private static final int MOST_TRIES = 5;

    /** How a child is made to die. Its pid is told before it does. */
    interface Child {
        void die(String name, IntConsumer born) throws IOException;
    }

    /** No stranger can guess it and pass for it. */
    private final String name =
            NAME + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());

    private final Set<Integer> unseen = ConcurrentHashMap.newKeySet();
    private final Child child;

    Canary(Child child) {
        this.child = child;
    }

    /** The child is this very program, killed before it gets anywhere: every container has that, and no shell is needed. */
    static Canary ofThisProgram() {
        return new Canary(Canary::spawnAndKill);
    }

    private static void spawnAndKill(String name, IntConsumer born) throws IOException {
        for (int i = 0; i < MOST_TRIES; i++) {
            int child = Libc.spawn(THIS_PROGRAM, name);
            born.accept(child);
            Libc.limit(child, Libc.RLIMIT_CORE, 0);
            Libc.kill(child, Signals.SIGABRT);
            if ((Libc.waitpid(child) & Death.SIGNAL_BITS) == Signals.SIGABRT) return;
        }
        throw new IOException(
                "no canary could be killed: " + THIS_PROGRAM + " ended by itself " + MOST_TRIES + " times");
    }

    /** Returns once a child is dead and gone. */
    void die() throws IOException {
        child.die(name, unseen::add);
    }

    /** Whether this was a canary of ours. The pid is ours to count, which is the host's only without a pid namespace. */
    boolean recognise(Death death) {
        var arguments = death.task().arguments();
        if (!arguments.isEmpty() && !arguments.get(0).equals(name)) return false;
        var namespacePid = death.task().namespacePid();
        return unseen.remove(death.task().pid()) || namespacePid != null && unseen.remove(namespacePid);
    }

    /** Whether it was one of another sensor on this node. Who can choose this name for itself needs no name to hide behind. */
    static boolean isForeign(Death death) {
        var arguments = death.task().arguments();
        return death.signal() == Signals.SIGABRT
                && arguments.size() == 1
                && FOREIGN.matcher(arguments.get(0)).matches();
    }
}
