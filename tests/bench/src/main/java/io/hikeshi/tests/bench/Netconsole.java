package io.hikeshi.tests.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Can one receiver hear a whole cluster? The plainest C program hears the same floods in turn, to show the machine's own limit. */
final class Netconsole implements Benchmark {
    private static final int BURSTS = 5;
    private static final int BURST = 50_000;
    private static final int PER_SECOND = 100_000;
    private static final int SECONDS = 10;
    private static final int MANY_SOURCES = 10_000;
    private static final int LINES_EACH = 30;
    private static final double MIB = 1 << 20;

    /** One flood as one ear heard it. */
    private record Round(double sentPerSecond, long sent, long received, long drops, double cpuMicros) {}

    private final Map<Flood, Map<String, List<Round>>> rounds = new LinkedHashMap<>();

    @Override
    public String name() {
        return "netconsole";
    }

    @Override
    public String about() {
        return "Datagrams heard, lost and paid for, beside a plain receiver in C, at %,d a second and in bursts; 3 min"
                .formatted(PER_SECOND);
    }

    @Override
    public Table measure() throws IOException, InterruptedException {
        try (var plain = Ear.plain();
                var one = Ear.hikeshi(1);
                var two = Ear.hikeshi(2)) {
            var ears = List.of(plain, one, two);
            for (var ear : ears) hear(new Flood(1_000, 5 * PER_SECOND, PER_SECOND, "extended"), ear);
            for (var format : List.of("basic", "extended")) {
                for (int burst = 0; burst < BURSTS; burst++) play(new Flood(500, BURST, 0, format), ears);
                play(new Flood(1, SECONDS * PER_SECOND, PER_SECOND, format), ears);
                play(new Flood(1_000, SECONDS * PER_SECOND, PER_SECOND, format), ears);
            }
        }
        var table = new Table("flood", "heard by", "sent/s", "sent", "received", "lost", "CPU a line (least .. most)");
        rounds.forEach((flood, byEar) -> byEar.forEach((ear, heard) -> add(table, flood, ear, heard)));
        table.note("Each flood is sent to each in turn; of %d bursts the sum and the median.".formatted(BURSTS));
        return table.note(memory());
    }

    private void play(Flood flood, List<Ear> ears) throws IOException, InterruptedException {
        var byEar = rounds.computeIfAbsent(flood, one -> new LinkedHashMap<>());
        for (var ear : ears)
            byEar.computeIfAbsent(ear.name(), name -> new ArrayList<>()).add(hear(flood, ear));
    }

    private static Round hear(Flood flood, Ear ear) throws IOException, InterruptedException {
        var before = ear.heard();
        double sentPerSecond = flood.send(ear.port());
        var after = ear.awaitAll(before, flood.datagrams());
        long received = after.received() - before.received();
        return new Round(
                sentPerSecond,
                flood.datagrams(),
                received,
                after.drops() - before.drops(),
                (after.cpuSeconds() - before.cpuSeconds()) * 1e6 / received);
    }

    private static void add(Table table, Flood flood, String ear, List<Round> heard) {
        var cpu = Figures.of(heard.stream().map(Round::cpuMicros).toList());
        table.add(
                describe(flood),
                ear,
                "%,.0f"
                        .formatted(Figures.of(
                                        heard.stream().map(Round::sentPerSecond).toList())
                                .median()),
                "%,d".formatted(heard.stream().mapToLong(Round::sent).sum()),
                "%,d".formatted(heard.stream().mapToLong(Round::received).sum()),
                "%,d".formatted(heard.stream().mapToLong(Round::drops).sum()),
                "%.2f us (%.2f .. %.2f)".formatted(cpu.median(), cpu.least(), cpu.most()));
    }

    private static String describe(Flood flood) {
        String speed = flood.perSecond() == 0 ? "burst" : "%,d/s for %d s".formatted(flood.perSecond(), SECONDS);
        return "%s, %,d source%s, %s"
                .formatted(speed, flood.sources(), flood.sources() == 1 ? "" : "s", flood.format());
    }

    private static String memory() throws IOException, InterruptedException {
        try (var ear = Ear.hikeshi(2)) {
            var before = ear.heardWithLiveHeap();
            var flood = new Flood(MANY_SOURCES, MANY_SOURCES * LINES_EACH, PER_SECOND, "extended");
            flood.send(ear.port());
            ear.awaitAll(before, flood.datagrams());
            var after = ear.heardWithLiveHeap();
            return "After %d lines of each of %,d sources: %s counted of a budget of 64 MiB, %s more alive in the heap, RSS %s."
                    .formatted(
                            LINES_EACH,
                            MANY_SOURCES,
                            Units.mib(after.weight() / MIB),
                            Units.mib((after.heapBytes() - before.heapBytes()) / MIB),
                            Units.mib(ear.usage().rssMiB()));
        }
    }
}
