package io.hikeshi.sensor.kernel;

import io.hikeshi.sensor.event.EventSource;
import io.hikeshi.sensor.event.NodeEvent;
import io.hikeshi.sensor.kernel.cgroup.Cgroups;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** This node's kernel as a source of process deaths, through the best backend that proved to work. */
public final class KernelSource implements EventSource {
    private static final String NAME = "kernel";
    /** How long the death of a canary may take to be seen. */
    private static final Duration CANARY_PATIENCE = Duration.ofSeconds(2);

    private final KernelSettings settings;
    private final Watch watch;
    private final DeathReporter reporter;
    private final Armed armed;
    private final AtomicLong events = new AtomicLong();

    private KernelSource(KernelSettings settings, Watch watch, DeathReporter reporter, Armed armed) {
        this.settings = settings;
        this.watch = watch;
        this.reporter = reporter;
        this.armed = armed;
    }

    /**
     * Tries backends, best first, and takes the first that sees the death of a canary: a child of ours, killed by SIGABRT.
     *
     * @throws UnwatchedException if none does; the message says of each why
     * @throws IOException if cgroups cannot be read
     */
    public static KernelSource open(KernelSettings settings) throws IOException {
        long start = System.nanoTime();
        var cgroups = Cgroups.open(settings.proc(), settings.cgroup());
        var refused = new ArrayList<String>();
        for (var choice : settings.backend().candidates()) {
            try {
                var watch = Watch.arm(choice.open(settings), Canary.ofThisProgram(), CANARY_PATIENCE);
                var armed = new Armed(choice.word(), Duration.ofNanos(System.nanoTime() - start), refused);
                return of(settings, watch, new DeathReporter(settings, choice.word(), cgroups), armed);
            } catch (IOException e) {
                refused.add(choice.word() + ": " + e.getMessage());
            } catch (RuntimeException e) {
                refused.add(choice.word() + ": unforeseen: " + e);
            }
        }
        cgroups.close();
        throw new UnwatchedException(refused);
    }

    private static KernelSource of(KernelSettings settings, Watch watch, DeathReporter reporter, Armed armed) {
        try {
            watch.canary().ifPresent(reporter::rehearse);
            return new KernelSource(settings, watch, reporter, armed);
        } catch (RuntimeException e) {
            watch.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<NodeEvent> next() throws IOException {
        var death = watch.next();
        while (death.isPresent() && !wanted(death.get())) death = watch.next();
        if (death.isEmpty()) return Optional.empty();
        events.incrementAndGet();
        return Optional.of(reporter.report(death.get()));
    }

    /** Backends may tell of more than they were asked for. */
    private boolean wanted(Death death) {
        return switch (death.kind()) {
            case PROCESS_CRASHED, PROCESS_OOMKILLED -> true;
            case PROCESS_KILLED -> settings.killed();
            case PROCESS_EXITED -> settings.exited();
            default -> throw new IllegalStateException(death.kind() + " is no death of a process");
        };
    }

    /** Which backend watches, how long arming it took, and which better ones do not work here. */
    public Armed armed() {
        return armed;
    }

    /** How many deaths were handed out. */
    public long events() {
        return events.get();
    }

    @Override
    public long drops() {
        return watch.drops();
    }

    /** How many deaths may lack a stack because too many were pending. */
    public long lostStacks() {
        return watch.lostStacks();
    }

    /** How long ago the death of a canary was last seen; empty if this backend cannot see any. */
    public Optional<Duration> canaryAge() {
        return watch.canaryAge();
    }

    /**
     * Lets a canary die while another thread is in {@link #next}.
     *
     * @return whether its death was seen within two seconds
     * @throws IOException if the canary could not be started
     */
    public boolean checkCanary() throws IOException, InterruptedException {
        return watch.check(CANARY_PATIENCE);
    }

    @Override
    public void close() {
        watch.close();
        reporter.close();
    }
}
