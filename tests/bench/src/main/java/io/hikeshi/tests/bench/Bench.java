package io.hikeshi.tests.bench;

import java.io.IOException;
import java.util.List;

/** Runs the benchmarks named on the command line, or all, and prints each as a Markdown table. */
public final class Bench {
    private static final int WRONG_USAGE = 2;
    private static final List<Benchmark> ALL = List.of(
            new Completeness(),
            new Overhead(),
            new Footprint(),
            new TimeToArmed(),
            new Flow(),
            new Judging(),
            new Netconsole());

    private Bench() {}

    public static void main(String[] names) throws IOException, InterruptedException {
        if (List.of(names).contains("--help")) {
            System.out.print(help());
            return;
        }
        for (var name : names) {
            if (ALL.stream().anyMatch(benchmark -> benchmark.name().equals(name))) continue;
            System.err.printf("tests/bench/run: there is no benchmark '%s'%n%n%s", name, help());
            System.exit(WRONG_USAGE);
        }
        var chosen = names.length == 0
                ? ALL
                : ALL.stream()
                        .filter(one -> List.of(names).contains(one.name()))
                        .toList();
        System.out.printf("%s%n%n", Machine.facts());
        for (var benchmark : chosen) report(benchmark);
    }

    private static void report(Benchmark benchmark) throws IOException, InterruptedException {
        var load = Machine.load();
        var table = benchmark.measure();
        System.out.printf(
                "## %s%n%n%s%n%nLoad average of the minute before: %s%n%n%s%n",
                benchmark.name(), benchmark.about(), load, table.markdown());
    }

    private static String help() {
        var text = new StringBuilder("usage: tests/bench/run [NAME...]   measures these benchmarks, or all\n\n");
        for (var benchmark : ALL) text.append("  %-13s %s%n".formatted(benchmark.name(), benchmark.about()));
        return text.append("\nNeeds root, gcc, Maven and a JDK. Builds the product if it is not built.\n")
                .toString();
    }
}
