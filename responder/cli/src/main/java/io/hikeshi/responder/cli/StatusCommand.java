package io.hikeshi.responder.cli;

import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Asks running parts how they are. */
@Command(name = "status")
final class StatusCommand extends Helpful implements Callable<Integer> {
    /** Where responder (or {@code run}), sensor and functions answer unless told otherwise. */
    private static final List<URI> DEFAULTS = List.of(
            URI.create("http://127.0.0.1:8080"),
            URI.create("http://127.0.0.1:8081"),
            URI.create("http://127.0.0.1:8082"));

    @Option(names = "--url", converter = Readers.HttpUrl.class)
    @Nullable
    URI url;

    private final Streams streams;

    StatusCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        var reports = (url == null ? DEFAULTS : List.of(url))
                .stream().map(HealthReport::ask).toList();
        var answered = reports.stream().filter(HealthReport::hasAnswered).toList();
        if (answered.isEmpty()) {
            reports.forEach(report -> streams.err().println("hikeshi: " + report.problem()));
            streams.err().println("  what to do: start a part (hikeshi run), or say where one is (--url)");
            return Hikeshi.FAILED;
        }
        answered.forEach(report -> streams.out().print(report.table()));
        return answered.stream().allMatch(HealthReport::isUp) ? 0 : Hikeshi.FAILED;
    }
}
