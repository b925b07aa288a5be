package io.hikeshi.sensor.kernel;

import io.hikeshi.sensor.event.Origin;
import io.hikeshi.sensor.event.ProcessDeath;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A kernel source with a thread that reads it, as the agent has it. */
final class WatchedKernel implements AutoCloseable {
    static final Origin ORIGIN = new Origin("test", "node-1", "boot-1", "kernel");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KernelSource source;
    private final CProgram program = CProgram.compile("die");
    private final List<ProcessDeath> deaths = new ArrayList<>();
    private final Thread reader = new Thread(this::read, "reader");

    WatchedKernel(BackendChoice backend, boolean allDeaths) throws IOException {
        source = KernelSource.open(KernelSettings.of(ORIGIN, backend, allDeaths));
        reader.start();
    }

    String executable() {
        return program.executable().toString();
    }

    KernelSource source() {
        return source;
    }

    /** Everything reported of a process that dies this way, once a later death has been reported too. */
    List<ProcessDeath> deathsOf(String way) throws InterruptedException {
        int pid = program.die(way);
        await(program.die("abort"));
        return of(pid);
    }

    ProcessDeath deathOf(String way) throws InterruptedException {
        var deaths = deathsOf(way);
        if (deaths.size() != 1) throw new AssertionError(way + " was reported " + deaths.size() + " times: " + deaths);
        return deaths.get(0);
    }

    synchronized List<ProcessDeath> of(int pid) {
        return deaths.stream().filter(death -> death.process().pid() == pid).toList();
    }

    synchronized void await(int pid) throws InterruptedException {
        var end = Instant.now().plus(PATIENCE);
        while (of(pid).isEmpty()) {
            long left = Duration.between(Instant.now(), end).toMillis();
            if (left <= 0) throw new AssertionError("the death of " + pid + " was not reported; only " + deaths);
            wait(left);
        }
    }

    private void read() {
        try {
            for (var event = source.next(); event.isPresent(); event = source.next()) add((ProcessDeath) event.get());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private synchronized void add(ProcessDeath death) {
        deaths.add(death);
        notifyAll();
    }

    @Override
    public void close() throws InterruptedException {
        source.close();
        reader.join();
    }
}
