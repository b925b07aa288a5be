package io.hikeshi.tests.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What does watching cost those who are watched? Watched and unwatched storms take turns, because a shared machine drifts. */
final class Overhead implements Benchmark {
    private static final int ROUNDS = 5;
    private static final int SECONDS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String NOBODY = "nobody";
    private static final String PTRACE = "ptrace (tracer.c)";

    /** @param cpu of the watcher, as a share of one core */
    private record Sample(double forks, double cpu) {}

    private final Map<String, List<Sample>> samples = new LinkedHashMap<>();
    private final Map<String, List<Double>> ratios = new LinkedHashMap<>();

    @Override
    public String name() {
        return "overhead";
    }

    @Override
    public String about() {
        return "Fork rate of a storm on both cores, watched and not, in turn, %d times %d s each; 4 min"
                .formatted(ROUNDS, SECONDS);
    }

    @Override
    public Table measure() throws IOException, InterruptedException {
        var table = new Table("watched by", "forks/s, median", "ratio", "watcher's CPU, of one core");
        var watchers = new ArrayList<>(Product.backends(table));
        watchers.add(PTRACE);
        for (int round = 0; round < ROUNDS; round++) playRound(watchers);
        samples.forEach((watcher, rounds) -> table.add(
                watcher,
                "%,.0f".formatted(median(rounds, Sample::forks)),
                spread(Figures.of(ratios.getOrDefault(watcher, List.of()))),
                Units.percent(median(rounds, Sample::cpu))));
        return table.note("Ratio: to the unwatched storm just before; median (least .. most of the rounds).")
                .note(
                        "tracer.c is the cheapest ptrace there is: C, no look-ups, no exit stops, attached before the first fork.");
    }

    private void playRound(List<String> watchers) throws IOException, InterruptedException {
        for (var watcher : watchers) {
            var alone = new Sample(Storm.start(SECONDS).rate(), 0);
            keep(NOBODY, alone, alone);
            keep(watcher, watcher.equals(PTRACE) ? traced() : watchedBy(watcher), alone);
        }
    }

    private void keep(String watcher, Sample sample, Sample alone) {
        samples.computeIfAbsent(watcher, name -> new ArrayList<>()).add(sample);
        ratios.computeIfAbsent(watcher, name -> new ArrayList<>()).add(sample.forks() / alone.forks());
    }

    private static Sample watchedBy(String backend) throws IOException, InterruptedException {
        try (var product = Product.startSensing(backend)) {
            var usage = product.usage();
            usage.awaitCalm();
            double before = usage.cpuSeconds();
            double forks = Storm.start(SECONDS).rate();
            return new Sample(forks, (usage.cpuSeconds() - before) / SECONDS);
        }
    }

    private static Sample traced() {
        var storm = Programs.command("storm", SECONDS, Storm.PARENTS);
        var tracer = Programs.start(Programs.command("tracer", storm.words().toArray()));
        Programs.finish(tracer, PATIENCE);
        double cpuSeconds = Double.parseDouble(tracer.errors().replaceAll("(?s).*cpu=", ""));
        return new Sample(Double.parseDouble(tracer.output().strip()), cpuSeconds / SECONDS);
    }

    private static double median(List<Sample> rounds, ToDoubleFunction<Sample> figure) {
        return Figures.of(rounds.stream().mapToDouble(figure).toArray()).median();
    }

    private static String spread(Figures ratios) {
        return "%s (%s .. %s)"
                .formatted(Units.ratio(ratios.median()), Units.ratio(ratios.least()), Units.ratio(ratios.most()));
    }
}
