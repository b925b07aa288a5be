package io.hikeshi.sensor.kernel;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Traces processes and, from birth, their descendants. Exact about signals and statuses, but every fork, signal and exit of a
 * tracee costs two switches to us and back. Does not see our own children, nor what init starts anew. Needs CAP_SYS_PTRACE and
 * the host's pid namespace; a process that is being debugged is left alone.
 */
final class PtraceBackend implements Backend {
    static final String NAME = "ptrace";

    /** A real-time signal that neither the JVM nor the C library uses. */
    private static final int INTERRUPTION = 40;

    private static final int SELF = Math.toIntExact(ProcessHandle.current().pid());
    private static final int MOST_UNREAD = 4096;
    private static final long ENDING_MILLIS = 20;

    private final boolean exited;
    private final ProcTasks tasks;
    private final ProcessTree processes;
    private final Reported reported = new Reported();
    private final BlockingQueue<Optional<Death>> deaths = new LinkedBlockingQueue<>(MOST_UNREAD);
    private final AtomicLong drops = new AtomicLong();
    private final CountDownLatch attached = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean closing;
    private volatile int tracerTid;
    private volatile int seized;
    private volatile @Nullable IOException failure;

    private PtraceBackend(KernelSettings settings, ProcessTree processes, Set<Integer> pids) {
        this.exited = settings.exited();
        this.tasks = new ProcTasks(settings.proc());
        this.processes = processes;
        this.thread = new Thread(() -> trace(pids), "hikeshi-ptrace");
        thread.setDaemon(true);
    }

    /** Traces everybody but init and ourselves; the kernel's threads refuse. */
    static PtraceBackend open(KernelSettings settings) throws IOException {
        var processes = ProcessTree.read(settings.proc());
        return open(settings, processes, processes.others(SELF));
    }

    /** Traces these processes and their descendants, but no child of ours. */
    static PtraceBackend open(KernelSettings settings, List<Integer> pids) throws IOException {
        var processes = ProcessTree.read(settings.proc());
        var wanted = processes.withDescendants(pids);
        wanted.removeAll(processes.children(SELF));
        return open(settings, processes, wanted);
    }

    private static PtraceBackend open(KernelSettings settings, ProcessTree processes, Set<Integer> pids)
            throws IOException {
        var backend = new PtraceBackend(settings, processes, pids);
        PtraceCalls.makeInterrupting(INTERRUPTION);
        backend.thread.start();
        try {
            backend.attached.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while attaching", e);
        }
        if (backend.seized > 0) return backend;
        throw new IOException(
                "may trace none of " + pids.size()
                        + " processes; needs CAP_SYS_PTRACE and the host's pid namespace; kernel.yama.ptrace_scope=3 forbids it");
    }

    private void trace(Set<Integer> pids) {
        try {
            var tracer = attach(pids);
            while (!closing && seized > 0) tracer.next(this::ended);
        } catch (SystemCallException e) {
            fail(e.errno() == Errno.ECHILD ? new IOException("every traced process has ended", e) : e);
        } catch (RuntimeException e) {
            fail(new IOException("unforeseen", e));
        }
    }

    private Tracer attach(Set<Integer> pids) {
        try {
            tracerTid = PtraceCalls.gettid();
            var tracer = new Tracer();
            for (int pid : pids) seized += seize(tracer, pid);
            return tracer;
        } finally {
            attached.countDown();
        }
    }

    /** Who traces nothing any more must not look alive. */
    private void fail(IOException why) {
        failure = why;
        wake();
    }

    /** Twice: threads that were started by others before these were traced are found in the second look. */
    private int seize(Tracer tracer, int pid) {
        int threads = 0;
        for (int look = 0; look < 2; look++) {
            for (int tid : processes.threads(pid)) if (tracer.seize(tid)) threads++;
        }
        return threads;
    }

    private void ended(Tracer.End end) {
        int signal = end.status() & Death.SIGNAL_BITS;
        if (end.status() == 0 || signal == 0 && !exited) return;
        var pid = tasks.processOf(end.tid());
        if (pid.isEmpty() || signal == 0 && pid.get() != end.tid()) return;
        try {
            report(end, pid.get());
        } catch (SystemCallException e) {
            failure = e;
        }
    }

    private void report(Tracer.End end, int pid) throws SystemCallException {
        var task = tasks.read(pid, end.tid());
        long now = Libc.clockNanos(Libc.CLOCK_MONOTONIC);
        if (task.isEmpty() || !reported.isNew(task.get(), now)) return;
        int signal = end.status() & Death.SIGNAL_BITS;
        var fault = end.fault().filter(one -> one.signal() == signal).orElse(null);
        var who = fault == null ? task.get().asLeader() : task.get();
        if (!deaths.offer(Optional.of(new Death(who, end.status(), false, fault, List.of(), now)))) {
            drops.incrementAndGet();
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Who waits for a child may swallow the stops that its tracer in the same process should see. */
    @Override
    public boolean seesOwnChildren() {
        return false;
    }

    @Override
    public Optional<Death> poll(Duration atMost) throws IOException {
        var failure = this.failure;
        if (failure != null && deaths.isEmpty())
            throw new IOException("tracing failed: " + failure.getMessage(), failure);
        try {
            var death = deaths.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
            return death == null ? Optional.empty() : death;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public long drops() {
        return drops.get();
    }

    /** A full queue needs no waking. */
    @Override
    public void wake() {
        deaths.offer(Optional.empty());
    }

    /** The kernel lets all tracees go when the tracing thread ends, with the signals that they were stopped for. */
    @Override
    public void close() {
        closing = true;
        try {
            while (thread.isAlive()) {
                // Again and again: it may have been about to wait when the first one came.
                PtraceCalls.interrupt(SELF, tracerTid, INTERRUPTION);
                thread.join(ENDING_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
