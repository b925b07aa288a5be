package io.hikeshi.sensor.agent.host;

import io.hikeshi.sensor.event.EventSource;
import io.hikeshi.sensor.event.KernelOopsed;
import io.hikeshi.sensor.event.NodeEvent;
import io.hikeshi.sensor.event.Origin;
import io.hikeshi.sensor.netconsole.kmsg.KmsgPosition;
import io.hikeshi.sensor.netconsole.kmsg.KmsgReader;
import io.hikeshi.sensor.netconsole.oops.Oops;
import io.hikeshi.sensor.netconsole.oops.OopsLimits;
import io.hikeshi.sensor.netconsole.state.StateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Trouble that this node's kernel reports and lives on with. After a restart it takes up where the stream left off. */
public final class KmsgSource implements EventSource {
    public static final String NAME = "kmsg";

    private static final Logger LOG = Logger.getLogger(KmsgSource.class);

    private static final int MOST_UNSTORED = 1_024;

    private final KmsgReader reader;
    private final Origin origin;
    private final StateFile file;
    private final Map<String, KmsgPosition> unstored = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, KmsgPosition> eldest) {
            return size() > MOST_UNSTORED;
        }
    };

    private KmsgSource(KmsgReader reader, Origin origin, StateFile file) {
        this.reader = reader;
        this.origin = origin;
        this.file = file;
    }

    /**
     * Begins where it ended, if this is the same boot.
     *
     * @param device such as {@link KmsgReader#DEVICE}
     * @param state a folder that outlives restarts
     * @throws IOException if the log, or what is remembered, cannot be read
     */
    public static KmsgSource open(Path device, Origin origin, Path state) throws IOException {
        var file = new StateFile(state.resolve("kmsg-position"));
        var last = file.lines().stream().findFirst().flatMap(KmsgPosition::parse);
        return new KmsgSource(KmsgReader.open(device, origin.bootId(), last, OopsLimits.DEFAULT), origin, file);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<NodeEvent> next() throws IOException, InterruptedException {
        return reader.next().map(this::told);
    }

    /** Records that the kernel wrote over; and reports that a flood of them kept back. */
    @Override
    public long drops() {
        return reader.lost() + reader.keptBack();
    }

    @Override
    public void stored(NodeEvent event) {
        synchronized (unstored) {
            var position = unstored.remove(event.id());
            if (position != null) remember(position);
        }
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            LOG.warnf("could not close the kernel's log reason=%s", e.getMessage());
        }
    }

    private NodeEvent told(Oops oops) {
        var usec = oops.usec() < 0 ? null : oops.usec();
        var event = new KernelOopsed(origin, instant(oops.at()), NAME, usec, oops.diagnosis(), oops.text());
        synchronized (unstored) {
            unstored.put(event.id(), reader.position());
        }
        return event;
    }

    private void remember(KmsgPosition position) {
        try {
            file.write(List.of(position.line()));
        } catch (IOException e) {
            LOG.warnf("could not remember the position in the kernel's log reason=%s", e.getMessage());
        }
    }

    /** @param millis since boot, by the clock that {@link System#nanoTime} shows on Linux */
    private static Instant instant(long millis) {
        return Instant.now().minusMillis(TimeUnit.NANOSECONDS.toMillis(System.nanoTime()) - millis);
    }
}
