package io.hikeshi.sensor.kernel;

import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;

/**
 * Two small eBPF programs at the kernel's own tracepoints: complete, free of races, and cheap. Needs Linux 5.8, its BTF, and
 * CAP_BPF with CAP_PERFMON, or CAP_SYS_ADMIN.
 */
final class BpfBackend implements Backend {
    static final String NAME = "bpf";

    private static final Set<String> TYPES = Set.of(
            "task_struct",
            "signal_struct",
            "mm_struct",
            "pid",
            "upid",
            "css_set",
            "cgroup_subsys_state",
            "cgroup",
            "kernfs_node",
            "cgroup_subsys_id",
            "fs_struct",
            "file",
            "path",
            "dentry",
            "qstr",
            "vfsmount",
            "mount");

    private static final int MOST_UNPLACED = 256;

    /** Released in the reverse order of acquisition, also when opening fails half-way. */
    private final Deque<Runnable> releases = new ArrayDeque<>();

    private final Joiner joiner = new Joiner();
    private final StackPlacer placer;
    private final RingBuffer ring;
    private final Pointer drops;
    private final Poller poller;

    private BpfBackend(KernelSettings settings) throws IOException {
        placer = new StackPlacer(settings.proc());
        try {
            int ringMap = owned(Bpf.createRing("hikeshi_deaths", settings.ringBytes()));
            int dropsMap = owned(Bpf.createCounter("hikeshi_drops"));
            ring = new RingBuffer(ringMap, settings.ringBytes());
            releases.push(ring::close);
            drops = Libc.mmapShared(Libc.pageSize(), Libc.PROT_READ, dropsMap, 0);
            releases.push(() -> Libc.munmap(drops, Libc.pageSize()));
            poller = new Poller(ringMap);
            releases.push(poller::close);
            attach(settings, ringMap, dropsMap);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** @throws IOException if this kernel or our rights do not allow it; the message says what would */
    static BpfBackend open(KernelSettings settings) throws IOException {
        KernelVersion.running().requireAtLeast(5, 8, "BPF ring buffers");
        if (!KernelVersion.running().isAtLeast(5, 11)) liftMemoryLimit();
        try {
            return new BpfBackend(settings);
        } catch (SystemCallException e) {
            if (e.errno() != Errno.EPERM) throw e;
            throw new IOException(
                    e.getMessage() + "; needs CAP_BPF and CAP_PERFMON, or CAP_SYS_ADMIN: run as root or grant"
                            + " them; a seccomp profile or kernel lockdown may also forbid it",
                    e);
        }
    }

    /** Before 5.11 maps and programs counted as locked memory, of which 64 KiB are allowed. */
    private static void liftMemoryLimit() throws SystemCallException {
        Libc.limit(0, Libc.RLIMIT_MEMLOCK, -1);
    }

    /** A thread's end is to be told after its late stack, so that the order matters. */
    private void attach(KernelSettings settings, int ringMap, int dropsMap) throws IOException {
        try (var types = Btf.read(Btf.KERNEL, TYPES)) {
            int unplaced = owned(Bpf.createSet("hikeshi_threads", MOST_UNPLACED));
            if (LateStackProgram.isWorthwhile(KernelVersion.running())) {
                attach(
                        "hikeshi_late",
                        LateStackProgram.TRACEPOINT,
                        LateStackProgram.assemble(types, ringMap, dropsMap, unplaced));
            }
            var exit = ExitProgram.assemble(types, ringMap, dropsMap, settings.killed(), settings.exited());
            attach("hikeshi_exit", ExitProgram.TRACEPOINT, exit);
            var deliver = DeliverProgram.assemble(types, ringMap, dropsMap, unplaced);
            attach("hikeshi_deliver", DeliverProgram.TRACEPOINT, deliver);
        }
    }

    private void attach(String name, String tracepoint, byte[] program) throws IOException {
        owned(Bpf.attach(tracepoint, owned(Bpf.load(name, program))));
    }

    private int owned(int fd) {
        releases.push(() -> Libc.close(fd));
        return fd;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Death> poll(Duration atMost) throws IOException {
        long end = System.nanoTime() + atMost.toNanos();
        while (true) {
            var death = ring.read(this::accept);
            if (death == null) {
                var left = Duration.ofNanos(end - System.nanoTime());
                if (left.isNegative() || !poller.await(left)) return Optional.empty();
            } else if (death.isPresent()) {
                return death;
            }
        }
    }

    private Optional<Death> accept(ByteBuffer record) {
        return switch (RecordParser.kind(record)) {
            case DeathRecord.ENDED -> joiner.ended(RecordParser.ended(record));
            case DeathRecord.PLACED -> {
                joiner.placed(RecordParser.task(record), RecordParser.stack(record));
                yield Optional.empty();
            }
            default -> {
                var delivered = RecordParser.delivered(record);
                joiner.delivered(
                        delivered.withStack(placer.place(delivered.task().pid(), delivered.stack())));
                yield Optional.empty();
            }
        };
    }

    @Override
    public long drops() {
        return drops.getLong(0);
    }

    @Override
    public long lostStacks() {
        return joiner.lostStacks();
    }

    @Override
    public void wake() {
        poller.wake();
    }

    @Override
    public void close() {
        while (!releases.isEmpty()) releases.pop().run();
    }
}
