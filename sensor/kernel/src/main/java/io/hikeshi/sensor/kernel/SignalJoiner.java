package io.hikeshi.sensor.kernel;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells deaths from what tracepoints say of signals, in order of time. Pure.
 *
 * <p>A signal with default action core is taken under its own number. Any other fatal one is turned into SIGKILL for every
 * thread as it is sent ({@code complete_signal} in kernel/signal.c); a SIGKILL that nobody sent is a thread that ends because
 * its process exits or calls exec.
 */
final class SignalJoiner {
    /** Sent to end a process, and fatal unless handled: HUP INT PIPE TERM. */
    static final Set<Integer> ENDING = Set.of(1, 2, 13, 15);

    private static final int MOST = 1024;

    /** @param comm the name of the thread; null if the sending was not seen */
    record Fatal(
            PerfRecord.Taken taken,
            int signal,
            int code,
            boolean outOfMemory,
            @Nullable String comm) {}

    private final Map<Integer, PerfRecord.Sent> sent = bounded();
    private final Map<Integer, Boolean> victims = bounded();

    Optional<Fatal> accept(PerfRecord record) {
        if (record instanceof PerfRecord.Taken taken) return taken(taken);
        if (record instanceof PerfRecord.Victim victim) victims.put(victim.pid(), true);
        if (record instanceof PerfRecord.Sent one) remember(one);
        return Optional.empty();
    }

    /** What follows a SIGKILL does not matter any more. */
    private void remember(PerfRecord.Sent one) {
        var before = sent.get(one.tid());
        if (before == null || before.signal() != Signals.SIGKILL) sent.put(one.tid(), one);
    }

    private Optional<Fatal> taken(PerfRecord.Taken taken) {
        if (taken.signal() == Signals.SIGKILL) return killed(taken);
        var cause = sent.remove(taken.tid());
        if (!Signals.isCore(taken.signal()) || !taken.byDefault()) {
            forgetHandled(taken);
            return Optional.empty();
        }
        return Optional.of(new Fatal(taken, taken.signal(), taken.code(), false, cause == null ? null : cause.comm()));
    }

    /** It was sent to the process, and this thread has a handler for it: the process lives. */
    private void forgetHandled(PerfRecord.Taken taken) {
        sent.computeIfPresent(taken.pid(), (pid, one) -> one.signal() == taken.signal() ? null : one);
    }

    private Optional<Fatal> killed(PerfRecord.Taken taken) {
        var cause = sent.containsKey(taken.tid()) ? sent.remove(taken.tid()) : sent.remove(taken.pid());
        if (cause == null || !isEnding(cause.signal())) return Optional.empty();
        boolean victim = victims.remove(taken.pid()) != null && cause.signal() == Signals.SIGKILL;
        return Optional.of(new Fatal(taken, cause.signal(), cause.code(), victim, cause.comm()));
    }

    private static boolean isEnding(int signal) {
        return signal == Signals.SIGKILL || ENDING.contains(signal);
    }

    private static <V> Map<Integer, V> bounded() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Integer, V> eldest) {
                return size() > MOST;
            }
        };
    }
}
