package io.hikeshi.tests.bench;

import io.hikeshi.tests.harness.NatsServer;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
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
        return "Memory of the sensor alone and of run, after start and after %,d crashes; 2 min".formatted(CRASHES);
    }

    @Override
    public Table measure() throws IOException, InterruptedException {
        var table = new Table("JDK", "process", "when", "RSS", "PSS", "of it mapped files", "threads");
        try (var nats = new NatsServer();
                var pods = new Pods(1)) {
            nats.start();
            for (var jdk : Jdks.installed().entrySet()) {
                var environment = new HashMap<>(Jdks.chosen(jdk.getValue()));
                environment.put("HIKESHI_NATS_URL", nats.url());
                environment.put("HIKESHI_KUBERNETES", "false");
                environment.put("QUARKUS_HTTP_PORT", "0");
                measure(table, jdk.getKey(), "sensor", environment, List.of("./hikeshi", "sensor"), pods);
                measure(table, jdk.getKey(), "run", environment, Product.run("auto"), pods);
            }
        }
        return table.note("The sensor publishes to a real NATS server; run keeps all in memory and judges it too.");
    }

    private static void measure(
            Table table, String jdk, String process, Map<String, String> environment, List<String> command, Pods pods)
            throws IOException, InterruptedException {
        try (var product = Product.start(environment, command)) {
            var usage = product.usage();
            usage.awaitCalm();
            addRow(table, jdk, process, "after start", usage);
            Workers.die(CRASHES, PER_SECOND, pods);
            usage.awaitCalm();
            addRow(table, jdk, process, "after %,d crashes".formatted(CRASHES), usage);
        }
        table.note(
                "JDK %s, %s, what the JVM itself has committed (a start of its own, with native memory tracking): %s."
                        .formatted(jdk, process, NativeMemory.of(environment, command)));
    }

    private static void addRow(Table table, String jdk, String process, String when, Usage usage) throws IOException {
        table.add(
                jdk,
                process,
                when,
                Units.mib(usage.rssMiB()),
                Units.mib(usage.pssMiB()),
                Units.mib(usage.pssOfFilesMiB()),
                usage.threads());
    }
}
