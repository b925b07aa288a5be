package io.hikeshi.tests.harness;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A network of this thread's own: loopback, and a bridge that addresses of nodes and taps of virtual machines hang on.
 * Nothing outside can be reached from it, nor it from outside. Threads and programs started from this thread after
 * {@link #start} live in it; so start it first, and in a JVM whose threads are young (failsafe: a fork per class).
 * {@link #close} takes the thread back; the network goes with its last process. Needs root.
 */
public final class NetworkNamespace implements RealServer {
    /** Where servers listen that virtual machines must reach: the bridge's own address. */
    public static final String HOST = address(1);

    static final String HOST_MAC = mac(1);

    /** {@code include/uapi/linux/sched.h} */
    private static final int CLONE_NEWNET = 0x40000000;

    private static final String BRIDGE = "nodes";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int OUTSIDE = 0;

    private @Nullable Workspace workspace;
    private int outside = OUTSIDE;

    private interface LibC extends Library {
        LibC INSTANCE = Native.load("c", LibC.class);

        int unshare(int flags) throws LastErrorException;

        int setns(int descriptor, int kind) throws LastErrorException;

        int open(String path, int flags) throws LastErrorException;

        int close(int descriptor) throws LastErrorException;

        int geteuid();
    }

    @Override
    public void start() {
        if (outside != OUTSIDE) return;
        assumeTrue(LibC.INSTANCE.geteuid() == 0, "cannot make a network of the test's own: needs root");
        workspace = new Workspace("network");
        outside = LibC.INSTANCE.open("/proc/thread-self/ns/net", 0);
        LibC.INSTANCE.unshare(CLONE_NEWNET);
        ip("link", "set", "lo", "up");
        ip("link", "add", BRIDGE, "address", HOST_MAC, "type", "bridge");
        ip("link", "set", BRIDGE, "up");
        add(HOST);
    }

    /** @param number from 1 to 254; 1 is {@link #HOST} */
    public static String address(int number) {
        return "10.99.0." + number;
    }

    /** This machine also has that address from now on, so a stand-in node can be found there and speak from there. */
    public void add(String address) {
        ip("addr", "add", address + "/24", "dev", BRIDGE);
    }

    /** Nobody answers there any more, not even with a refusal. */
    public void remove(String address) {
        ip("addr", "del", address + "/24", "dev", BRIDGE);
    }

    static String mac(int number) {
        return "02:00:0a:63:00:%02x".formatted(number);
    }

    /** One end of a virtual machine's cable; the other is in the bridge. */
    void addTap(String name) {
        ip("tuntap", "add", name, "mode", "tap");
        ip("link", "set", name, "master", BRIDGE, "up");
    }

    void setUp(String device, boolean up) {
        ip("link", "set", device, up ? "up" : "down");
    }

    @Override
    public void close() {
        if (outside == OUTSIDE) return;
        LibC.INSTANCE.setns(outside, CLONE_NEWNET);
        LibC.INSTANCE.close(outside);
        outside = OUTSIDE;
        if (workspace != null) workspace.close();
        workspace = null;
    }

    private void ip(String... words) {
        var logs = Objects.requireNonNull(workspace, "not started").folder();
        try (var child = Command.of("ip").with((Object[]) words).start(logs, "ip")) {
            if (child.awaitExit(PATIENCE) == 0) return;
            throw new IllegalStateException("ip %s failed: %s".formatted(String.join(" ", words), child.errors()));
        }
    }
}
