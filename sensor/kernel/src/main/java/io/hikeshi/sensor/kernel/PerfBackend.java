package io.hikeshi.sensor.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Tracepoints of signals, through perf: complete for deaths by a signal, blind to exits. The kernel gives addresses
 * only: build ids come from procfs, if the process lives that long. Never says whether a core was dumped. Needs CAP_PERFMON, tracefs, the host's pid namespace, and Linux 5.7.
 */
final class PerfBackend implements Backend {
    static final String NAME = "perf";

    private static final Path ONLINE = Path.of("/sys/devices/system/cpu/online");

    private final ProcTasks tasks;
    private final StackPlacer placer;
    private final boolean killed;
    private final boolean cgroupIsUnified;
    private final PerfParser parser;
    private final SignalJoiner joiner = new SignalJoiner();
    private final Reported reported = new Reported();
    private final List<PerfRing> rings = new ArrayList<>();
    private final Poller poller;
    /** Read, but perhaps not yet all that was before: CPUs tell in rings of their own. */
    private final PriorityQueue<PerfRecord> unordered =
            new PriorityQueue<>(Comparator.comparingLong(PerfRecord::nanos));

    private final Queue<Death> deaths = new ArrayDeque<>();
    private long drops;

    private PerfBackend(KernelSettings settings) throws IOException {
        tasks = new ProcTasks(settings.proc());
        placer = new StackPlacer(settings.proc());
        killed = settings.killed();
        cgroupIsUnified = cgroupIsUnified(Files.readString(settings.proc().resolve("cgroups")));
        parser = new PerfParser(Tracefs.find());
        try {
            for (int cpu : cpus(Files.readString(ONLINE))) listen(cpu);
            poller = new Poller(rings.stream().mapToInt(PerfRing::descriptor).toArray());
        } catch (IOException | RuntimeException e) {
            rings.forEach(PerfRing::close);
            throw e;
        }
    }

    /** @throws IOException if this kernel or our rights do not allow it; the message says what would */
    static PerfBackend open(KernelSettings settings) throws IOException {
        KernelVersion.running().requireAtLeast(5, 7, "perf samples with a cgroup");
        try {
            return new PerfBackend(settings);
        } catch (SystemCallException e) {
            if (e.errno() != Errno.EPERM && e.errno() != Errno.EACCES) throw e;
            throw new IOException(
                    e.getMessage() + "; needs CAP_PERFMON or CAP_SYS_ADMIN: run as root or grant it; a seccomp"
                            + " profile may also forbid it",
                    e);
        }
    }

    private void listen(int cpu) throws IOException {
        var ring = new PerfRing(cpu, parser.deliver(), taken(killed));
        rings.add(ring);
        ring.add(parser.generate(), sent(killed));
        ring.add(parser.victim(), "");
    }

    /** The kernel's own filter; a signal that ends a process shows as SIGKILL here, and as itself only if it is handled. */
    private static String taken(boolean killed) {
        var fatal = "(sa_handler==0&&(" + anyOf(core()) + "))||sig==9";
        return killed ? fatal + "||" + anyOf(SignalJoiner.ENDING.stream().mapToInt(Integer::intValue)) : fatal;
    }

    /** Result 0 is {@code TRACE_SIGNAL_DELIVERED} in trace/events/signal.h: not ignored, not pending already. */
    private static String sent(boolean killed) {
        var ending = SignalJoiner.ENDING.stream().mapToInt(Integer::intValue);
        return "result==0&&(sig==9||" + anyOf(killed ? IntStream.concat(core(), ending) : core()) + ")";
    }

    private static IntStream core() {
        return IntStream.rangeClosed(1, 31).filter(Signals::isCore);
    }

    private static String anyOf(IntStream signals) {
        return signals.mapToObj(signal -> "sig==" + signal).collect(Collectors.joining("||"));
    }

    /** @param online such as {@code 0-3,8} */
    static List<Integer> cpus(String online) {
        var cpus = new ArrayList<Integer>();
        for (String range : online.strip().split(",")) {
            var ends = range.split("-");
            int last = Integer.parseInt(ends[ends.length - 1]);
            for (int cpu = Integer.parseInt(ends[0]); cpu <= last; cpu++) cpus.add(cpu);
        }
        return cpus;
    }

    /** perf gives ids of the tree that has its controller; cgroup v1 may have mounted that apart, hierarchy 0 is v2. */
    static boolean cgroupIsUnified(String cgroups) {
        return cgroups.lines().anyMatch(line -> line.startsWith("perf_event\t0\t"));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Death> poll(Duration atMost) throws IOException {
        long end = System.nanoTime() + atMost.toNanos();
        while (deaths.isEmpty()) {
            var left = Duration.ofNanos(end - System.nanoTime());
            if (left.isNegative()) return Optional.empty();
            collect();
            if (deaths.isEmpty() && unordered.isEmpty() && !poller.await(left)) return Optional.empty();
        }
        return Optional.of(deaths.remove());
    }

    /** Whatever happened before now is in one of the rings, so that what is older than that can be put in order. */
    private void collect() throws SystemCallException {
        long complete = Libc.clockNanos(Libc.CLOCK_MONOTONIC);
        for (PerfRing ring : rings)
            ring.read(new PerfRing.Reader() {
                @Override
                public void sample(ByteBuffer sample) {
                    parser.parse(sample).ifPresent(unordered::add);
                }

                @Override
                public void lost(long records) {
                    drops += records;
                }
            });
        for (var next = unordered.peek(); next != null && next.nanos() <= complete; next = unordered.peek()) {
            var fatal = joiner.accept(unordered.remove());
            if (fatal.isPresent()) report(fatal.get());
        }
    }

    private void report(SignalJoiner.Fatal fatal) throws SystemCallException {
        var taken = fatal.taken();
        var task = task(fatal);
        if (isIgnoredByInit(fatal, task) || !reported.isNew(task, taken.nanos())) return;
        var stack = taken.stack().stream()
                .map(address -> new RawFrame(address, null, 0))
                .toList();
        var fault = new Fault(fatal.signal(), fatal.code(), null);
        deaths.add(new Death(
                task, fatal.signal(), fatal.outOfMemory(), fault, placer.place(taken.pid(), stack), taken.nanos()));
    }

    /** The first process of a pid namespace takes a signal that was sent to it, does nothing, and lives. */
    private static boolean isIgnoredByInit(SignalJoiner.Fatal fatal, Task task) {
        var namespacePid = task.namespacePid();
        return Signals.isCore(fatal.signal()) && fatal.code() <= 0 && namespacePid != null && namespacePid == 1;
    }

    private Task task(SignalJoiner.Fatal fatal) throws SystemCallException {
        var taken = fatal.taken();
        var comm = fatal.comm() == null ? Task.UNKNOWN_COMM : fatal.comm();
        var read = tasks.read(taken.pid(), taken.tid());
        var task = read.isPresent() ? read.get() : ProcTasks.gone(taken.pid(), taken.tid(), comm, taken.nanos());
        if (cgroupIsUnified)
            task = task.in(new CgroupKey(taken.cgroupId(), 0, task.cgroup().path()));
        if (!Signals.isCore(fatal.signal())) return task.asLeader();
        return fatal.comm() == null ? task : task.withThreadComm(fatal.comm());
    }

    @Override
    public long drops() {
        return drops;
    }

    @Override
    public void wake() {
        poller.wake();
    }

    @Override
    public void close() {
        poller.close();
        rings.forEach(PerfRing::close);
    }
}
