package io.hikeshi.tests.bench;

import java.io.IOException;
import java.util.List;

/** Is every death seen, named and placed, however short the life and however busy the machine? */
final class Completeness implements Benchmark {
    private static final int WORKERS = 2_000;
    private static final int PER_SECOND = 250;
    private static final int PODS = 8;
    /** Longer than the workers take, so that every one of them dies in the storm. */
    private static final int STORM_SECONDS = 12;

    @Override
    public String name() {
        return "completeness";
    }

    @Override
    public String about() {
        return "%,d workers die of SIGSEGV in %d pods' cgroups during a fork storm on both cores; 1 min"
                .formatted(WORKERS, PODS);
    }

    @Override
    public Table measure() throws IOException, InterruptedException {
        var table = new Table(
                "backend",
                "workers",
                "detected",
                "right cgroup",
                "right comm",
                "with stack",
                "duplicates",
                "strangers",
                "latency p50",
                "p99",
                "max",
                "worker's life p50",
                "forks/s",
                "product CPU");
        try (var pods = new Pods(PODS)) {
            for (var backend : List.of("bpf", "perf", "proc")) add(table, backend, pods);
        }
        return table.note(
                        "Latency: from the worker's own CLOCK_MONOTONIC just before its fault to the arrival of the product's"
                                + " JSON line in the driver, printing and pipe included.")
                .note("Product CPU: of one core, over the workers' time; the driver's own CPU is not in it.");
    }

    private static void add(Table table, String backend, Pods pods) throws IOException, InterruptedException {
        try (var product = Product.run(backend)) {
            var usage = product.usage();
            usage.awaitCalm();
            var storm = Storm.start(STORM_SECONDS);
            double cpu = usage.cpuSeconds();
            long began = System.nanoTime();
            var workers = Workers.die(WORKERS, PER_SECOND, pods);
            double share = (usage.cpuSeconds() - cpu) / ((System.nanoTime() - began) / 1e9);
            if (!storm.isRaging())
                table.note("With %s the storm ended before the last worker died.".formatted(backend));
            double forks = storm.rate();
            product.awaitSilence();
            var tally = Tally.of(workers, product.sightings(), pods::path);
            addRow(table, backend, tally, lifeOf(workers), forks, share);
        }
    }

    private static void addRow(Table table, String backend, Tally tally, Figures life, double forks, double share) {
        table.add(
                backend,
                tally.workers(),
                tally.detected(),
                tally.rightCgroup(),
                tally.rightComm(),
                tally.withStack(),
                tally.duplicates(),
                tally.strangers(),
                Units.time(tally.latency().median()),
                Units.time(tally.latency().quantile(0.99)),
                Units.time(tally.latency().most()),
                Units.time(life.median()),
                "%,.0f".formatted(forks),
                Units.percent(share));
    }

    private static Figures lifeOf(List<Worker> workers) {
        return Figures.of(workers.stream().map(Worker::lifeMicros).toList());
    }
}
