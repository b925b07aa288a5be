package io.hikeshi.tests.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** How long is a machine unwatched after a restart? */
final class TimeToArmed implements Benchmark {
    private static final int STARTS = 5;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String about() {
        return "From exec to the line that says armed, %d starts each way; 2 min".formatted(STARTS);
    }

    @Override
    public Table measure() throws IOException, InterruptedException {
        var table = new Table("JDK", "started", "to armed, median", "least", "most", "CPU until then");
        for (var jdk : Jdks.installed().entrySet()) {
            var environment = Jdks.chosen(jdk.getValue());
            var java = commandOfJvm(environment);
            add(table, jdk.getKey(), "by ./hikeshi", environment, Product.run("bpf"));
            add(table, jdk.getKey(), "java, with its start-up cache", environment, java);
            add(table, jdk.getKey(), "java, without", environment, withoutCache(java));
        }
        return table.note("CPU until then, of all threads, hardly depends on how busy the machine is; the time does.");
    }

    /** A first start also builds the cache of this JDK if there is none yet. */
    private static List<String> commandOfJvm(Map<String, String> environment) throws IOException, InterruptedException {
        try (var product = Product.start(environment, Product.run("bpf"))) {
            return product.usage().command();
        }
    }

    /** An AOT cache from JDK 25 on, a class data archive before; nothing else about the command changes. */
    private static List<String> withoutCache(List<String> java) {
        return java.stream()
                .filter(word -> !word.startsWith("-XX:AOTCache=") && !word.startsWith("-XX:SharedArchiveFile="))
                .toList();
    }

    private static void add(Table table, String jdk, String how, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        var starts = new double[STARTS];
        var cpu = new double[STARTS];
        for (int i = 0; i < STARTS; i++) {
            try (var product = Product.start(environment, command)) {
                starts[i] = product.readyAfterMillis();
                cpu[i] = product.usage().cpuSeconds();
            }
        }
        var millis = Figures.of(starts);
        var used = "%.2f s".formatted(Figures.of(cpu).median());
        table.add(jdk, how, ms(millis.median()), ms(millis.least()), ms(millis.most()), used);
    }

    private static String ms(double millis) {
        return "%,.0f ms".formatted(millis);
    }
}
