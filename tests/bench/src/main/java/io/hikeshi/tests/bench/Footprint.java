package io.hikeshi.tests.bench;

import io.hikeshi.tests.harness.NatsServer;
import java.io.IOException;
import java.util.Map;

/** How much memory does a node give up to be watched, and who holds it? */
final class Footprint implements Benchmark {
    private static final int CRASHES = 2_000;
    private static final int PER_SECOND = 250;

    @Override
    public String name() {
        return "footprint";
    }

    @Override
    public String about() {
        return "Memory of the sensor alone and of run, after start and after %,d crashes; 1 min".formatted(CRASHES);
    }

    @Override
    public Table measure() throws IOException, InterruptedException {
        var table = new Table("process", "when", "RSS", "PSS", "of it mapped files", "threads");
        try (var nats = new NatsServer();
                var pods = new Pods(1)) {
            nats.start();
            var environment = Map.of("HIKESHI_NATS_URL", nats.url(), "HIKESHI_KUBERNETES", "false");
            measure(table, "sensor", Product.start(environment, "sensor"), pods);
            measure(table, "run", Product.run("bpf"), pods);
        }
        return table;
    }

    private static void measure(Table table, String process, Product started, Pods pods)
            throws IOException, InterruptedException {
        try (var product = started) {
            var usage = product.usage();
            usage.awaitCalm();
            addRow(table, process, "after start", usage);
            Workers.die(CRASHES, PER_SECOND, pods);
            usage.awaitCalm();
            addRow(table, process, "after %,d crashes".formatted(CRASHES), usage);
        }
    }

    private static void addRow(Table table, String process, String when, Usage usage) throws IOException {
        table.add(
                process,
                when,
                Units.mib(usage.rssMiB()),
                Units.mib(usage.pssMiB()),
                Units.mib(usage.pssOfFilesMiB()),
                usage.threads());
    }
}
