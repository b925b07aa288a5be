package io.hikeshi.tests.bench;

import java.io.IOException;
import java.util.List;

/** Is every death seen, named and placed, however short the life and however busy the machine? */
final class Completeness implements Benchmark {
    private static final int WORKERS = 2_000;
    private static final int PER_SECOND = 250;
    private static final int WARM_UP = 100;
    private static final int PODS = 8;
    /** Longer than the workers take, so that every one of them dies in the storm. */
    private static final int STORM_SECONDS = 12;

    /**
     * @param first the latency of the first death after the start
     * @param outlasted whether the storm was still raging when the last worker died
     * @param cpu of the product, as a share of one core
     */
    private record Run(Figures first, Tally tally, Figures life, double forks, boolean outlasted, double cpu) {}

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
                "first death",
                "latency p50",
                "p99",
                "max",
                "worker's life p50",
                "forks/s",
                "product CPU");
        try (var pods = new Pods(PODS)) {
            for (var backend : Product.backends(table)) add(table, backend, run(backend, pods));
        }
        return table.note(
                        "Latency: from the worker's own CLOCK_MONOTONIC just before its fault to the arrival of the product's"
                                + " JSON line in the driver, printing and pipe included.")
                .note(
                        "First death: the latency of the first one after the start, in calm; a JVM loads classes for it. %d more warm it up."
                                .formatted(WARM_UP))
                .note("Product CPU: of one core, over the workers' time; the driver's own CPU is not in it.");
    }

    private static Run run(String backend, Pods pods) throws IOException, InterruptedException {
        try (var product = Product.startSensing(backend)) {
            var first = tally(product, Workers.die(1, PER_SECOND, pods), pods);
            tally(product, Workers.die(WARM_UP, PER_SECOND, pods), pods);
            var usage = product.usage();
            usage.awaitCalm();
            var storm = Storm.start(STORM_SECONDS);
            double cpu = usage.cpuSeconds();
            long began = System.nanoTime();
            var workers = Workers.die(WORKERS, PER_SECOND, pods);
            double share = (usage.cpuSeconds() - cpu) / ((System.nanoTime() - began) / 1e9);
            boolean outlasted = storm.isRaging();
            double forks = storm.rate();
            var life = Figures.of(workers.stream().map(Worker::lifeMicros).toList());
            return new Run(first.latency(), tally(product, workers, pods), life, forks, outlasted, share);
        }
    }

    /** Waits until nothing more comes. */
    private static Tally tally(Product product, List<Worker> workers, Pods pods) throws InterruptedException {
        product.awaitSilence();
        return Tally.of(workers, product.sightings(workers.get(0).started()), pods::path);
    }

    private static void add(Table table, String backend, Run run) {
        var tally = run.tally();
        table.add(
                backend,
                tally.workers(),
                tally.detected(),
                tally.rightCgroup(),
                tally.rightComm(),
                tally.withStack(),
                tally.duplicates(),
                tally.strangers(),
                Units.time(run.first().most()),
                Units.time(tally.latency().median()),
                Units.time(tally.latency().quantile(0.99)),
                Units.time(tally.latency().most()),
                Units.time(run.life().median()),
                "%,.0f".formatted(run.forks()),
                Units.percent(run.cpu()));
        if (!run.outlasted()) table.note("With %s the storm ended before the last worker died.".formatted(backend));
    }
}
