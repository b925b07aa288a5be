package io.hikeshi.sensor.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * The proc connector: tells of every end with its status, and nothing of why. Who it was must be read from procfs before the
 * parent reaps it, which for workers that live a moment fails one time in three. Needs the host's pid and network namespaces
 * and CAP_NET_ADMIN in the initial user namespace.
 */
final class ConnectorBackend implements Backend {
    static final String NAME = "proc";

    private static final int MOST_DUMPING = 512;

    private final boolean exited;
    private final ProcTasks tasks;
    private final Reported reported = new Reported();
    private final ConnectorSocket socket;
    private final Poller poller;
    /** What was read of processes when they began to write their core. */
    private final Map<Integer, Task> dumping = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Task> eldest) {
            return size() > MOST_DUMPING;
        }
    };

    private final Queue<Death> deaths = new ArrayDeque<>();
    private long drops;

    private ConnectorBackend(KernelSettings settings) throws IOException {
        exited = settings.exited();
        tasks = new ProcTasks(settings.proc());
        socket = ConnectorSocket.open(KernelVersion.running().isAtLeast(6, 6));
        try {
            poller = new Poller(socket.descriptor());
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** @throws IOException if this kernel or our rights do not allow it; the message says what would */
    static ConnectorBackend open(KernelSettings settings) throws IOException {
        try {
            return new ConnectorBackend(settings);
        } catch (SystemCallException e) {
            throw new IOException(
                    e.getMessage()
                            + "; needs CAP_NET_ADMIN in the host's network, pid and user namespaces, and a kernel"
                            + " with CONFIG_PROC_EVENTS",
                    e);
        }
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
            if (left.isNegative() || !poller.await(left)) return Optional.empty();
            for (ProcEvent event : receive()) accept(event);
        }
        return Optional.of(deaths.remove());
    }

    private List<ProcEvent> receive() throws IOException {
        try {
            return socket.receive();
        } catch (SystemCallException e) {
            if (e.errno() == Errno.ENOBUFS) drops++; // how many it were the kernel does not say
            else if (e.errno() != Errno.EAGAIN && e.errno() != Errno.EINTR) throw e;
            return List.of();
        }
    }

    private void accept(ProcEvent event) throws IOException {
        if (event instanceof ProcEvent.Dumping now) {
            tasks.read(now.pid(), now.tid()).ifPresent(task -> dumping.putIfAbsent(now.pid(), task));
        } else if (event instanceof ProcEvent.Exited now) {
            exited(now);
        } else if (event instanceof ProcEvent.Answered answer && answer.errno() != 0) {
            throw new IOException("the proc connector refused to tell: " + Errno.name(answer.errno())
                    + "; needs CAP_NET_ADMIN in the initial user namespace");
        }
    }

    private void exited(ProcEvent.Exited end) throws SystemCallException {
        int signal = end.status() & Death.SIGNAL_BITS;
        if (end.status() == 0 || signal == 0 && !isWantedExit(end)) return;
        var task = task(end);
        if (reported.isNew(task, end.nanos())) {
            deaths.add(new Death(task, end.status(), false, null, List.of(), end.nanos()));
        }
    }

    /** A signal ends all threads of a process; a status of its own may be one thread's alone, unless it is the leader's. */
    private boolean isWantedExit(ProcEvent.Exited end) {
        return exited && end.tid() == end.pid();
    }

    private Task task(ProcEvent.Exited end) throws SystemCallException {
        var before = dumping.remove(end.pid());
        if (before != null) return before;
        var read = tasks.read(end.pid(), end.pid());
        return read.isPresent() ? read.get() : ProcTasks.gone(end.pid(), end.pid(), Task.UNKNOWN_COMM, end.nanos());
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
        try {
            socket.close();
        } catch (SystemCallException e) {
            throw new UncheckedIOException("cannot give the proc connector back", e);
        }
    }
}
