package io.hikeshi.sensor.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The kernel's list of tracepoints. Only read: mounting it is the administrator's decision. */
final class Tracefs {
    private static final List<Path> PLACES =
            List.of(Path.of("/sys/kernel/tracing"), Path.of("/sys/kernel/debug/tracing"));

    private final Path root;

    private Tracefs(Path root) {
        this.root = root;
    }

    /** @throws IOException if it is mounted nowhere; the message says how to */
    static Tracefs find() throws IOException {
        for (Path place : PLACES) {
            if (Files.isReadable(place.resolve("events/signal"))) return new Tracefs(place);
        }
        throw new IOException("tracefs is not mounted, or not readable, at " + PLACES.get(0) + " or " + PLACES.get(1)
                + ": run `mount -t tracefs tracefs " + PLACES.get(0)
                + "`, or mount the host's into the container, read-only");
    }

    /** @param event such as {@code signal/signal_deliver} */
    TraceFormat format(String event) throws IOException {
        return TraceFormat.parse(
                event, Files.readString(root.resolve("events").resolve(event).resolve("format")));
    }
}
