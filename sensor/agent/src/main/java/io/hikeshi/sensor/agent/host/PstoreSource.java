package io.hikeshi.sensor.agent.host;

import io.hikeshi.sensor.event.EventSource;
import io.hikeshi.sensor.event.KernelPanicRecovered;
import io.hikeshi.sensor.event.NodeEvent;
import io.hikeshi.sensor.event.Origin;
import io.hikeshi.sensor.netconsole.pstore.Dump;
import io.hikeshi.sensor.netconsole.pstore.UnreportedDumps;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** What a panic of this node left behind. A dump is told of again and again until the stream has it, and then never more. */
public final class PstoreSource implements EventSource {
    public static final String NAME = "pstore";

    private static final Logger LOG = Logger.getLogger(PstoreSource.class);

    /** systemd and firmware bring some late. */
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Origin origin;
    private final UnreportedDumps dumps;
    private final Queue<NodeEvent> found = new ArrayDeque<>();
    private final Map<String, Unstored> unstored = new HashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private boolean lookedBefore;

    private record Unstored(Dump dump, long toldNanos) {}

    private PstoreSource(Origin origin, UnreportedDumps dumps) {
        this.origin = origin;
        this.dumps = dumps;
    }

    /**
     * Takes up what is remembered.
     *
     * @param folders with dumps; those that do not exist are empty
     * @param state a folder that outlives restarts
     * @throws IOException if what is remembered cannot be read
     */
    public static PstoreSource open(List<Path> folders, Origin origin, Path state) throws IOException {
        return new PstoreSource(origin, UnreportedDumps.open(state, folders.toArray(Path[]::new)));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<NodeEvent> next() throws IOException, InterruptedException {
        while (found.isEmpty()) {
            long wait = lookedBefore ? PERIOD.toMillis() : 0;
            if (closed.await(wait, TimeUnit.MILLISECONDS)) return Optional.empty();
            lookedBefore = true;
            found.addAll(look());
        }
        return Optional.of(found.remove());
    }

    @Override
    public long drops() {
        return 0;
    }

    @Override
    public void stored(NodeEvent event) {
        synchronized (dumps) {
            var told = unstored.remove(event.id());
            if (told != null) mark(told.dump());
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }

    /** What is to be told at this moment, oldest first. */
    List<NodeEvent> look() throws IOException {
        var events = new ArrayList<NodeEvent>();
        synchronized (dumps) {
            for (var dump : dumps.read()) {
                // A kernel lives on after an oops, and its log told of it.
                if (dump.isPanic()) tell(dump).ifPresent(events::add);
                else mark(dump);
            }
        }
        return events;
    }

    private Optional<NodeEvent> tell(Dump dump) {
        var event = new KernelPanicRecovered(
                origin, dump.at(), dump.backend(), dump.id(), dump.panicReason(), dump.diagnosis(), dump.transcript());
        var told = unstored.get(event.id());
        if (told != null && System.nanoTime() - told.toldNanos() < PATIENCE.toNanos()) return Optional.empty();
        unstored.put(event.id(), new Unstored(dump, System.nanoTime()));
        return Optional.of(event);
    }

    private void mark(Dump dump) {
        try {
            dumps.markReported(dump);
        } catch (IOException e) {
            LOG.warnf("could not remember dump=%s reason=%s", dump.id(), e.getMessage());
        }
    }
}
