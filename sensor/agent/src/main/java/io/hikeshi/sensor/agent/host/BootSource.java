package io.hikeshi.sensor.agent.host;

import io.hikeshi.sensor.event.EventSource;
import io.hikeshi.sensor.event.NodeEvent;
import io.hikeshi.sensor.event.NodeRebooted;
import io.hikeshi.sensor.event.Origin;
import io.hikeshi.sensor.netconsole.state.StateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Tells at the start that this node is in another boot than it was: the same event as who watches from outside finds. */
public final class BootSource implements EventSource {
    public static final String NAME = "boot";

    private static final Logger LOG = Logger.getLogger(BootSource.class);

    private final Origin origin;
    private final StateFile file;
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable NodeEvent rebooted;

    private BootSource(Origin origin, StateFile file) {
        this.origin = origin;
        this.file = file;
    }

    /**
     * Compares with what is remembered.
     *
     * @param state a folder that outlives restarts
     * @throws IOException if it cannot be read or written
     */
    public static BootSource open(Origin origin, Path state) throws IOException {
        var source = new BootSource(origin, new StateFile(state.resolve("boot-id")));
        var before = source.file.lines().stream().findFirst();
        if (before.isEmpty()) source.file.write(List.of(origin.bootId()));
        else if (!before.get().equals(origin.bootId())) {
            source.rebooted = new NodeRebooted(origin, Instant.now(), before.get());
        }
        return source;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<NodeEvent> next() throws InterruptedException {
        var event = rebooted;
        rebooted = null;
        if (event != null) return Optional.of(event);
        closed.await();
        return Optional.empty();
    }

    @Override
    public long drops() {
        return 0;
    }

    @Override
    public void stored(NodeEvent event) {
        try {
            file.write(List.of(origin.bootId()));
        } catch (IOException e) {
            LOG.warnf("could not remember boot=%s reason=%s", origin.bootId(), e.getMessage());
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
