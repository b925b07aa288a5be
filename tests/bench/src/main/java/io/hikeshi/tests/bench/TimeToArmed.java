package io.hikeshi.tests.bench;

import java.io.IOException;
import java.util.Map;

/** How long is a machine unwatched after a restart? */
final class TimeToArmed implements Benchmark {
    private static final int STARTS = 7;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String about() {
        return "From exec of the launcher to its line that says armed, %d starts on each JDK; 1 min".formatted(STARTS);
    }

    @Override
    public Table measure() throws IOException, InterruptedException {
        var table = new Table("JDK", "start to armed, median", "least", "most");
        for (var jdk : Jdks.installed().entrySet()) {
            var environment = Map.of("JAVA_HOME", jdk.getValue().toString());
            var millis = new double[STARTS];
            for (int i = 0; i < STARTS; i++) millis[i] = armedAfterMillis(environment);
            addRow(table, jdk.getKey(), Figures.of(millis));
        }
        return table;
    }

    private static double armedAfterMillis(Map<String, String> environment) throws IOException, InterruptedException {
        try (var product = Product.start(environment, "run", "--json", "--backend", "bpf")) {
            return product.armedAfterMillis();
        }
    }

    private static void addRow(Table table, String jdk, Figures millis) {
        table.add(jdk, ms(millis.median()), ms(millis.least()), ms(millis.most()));
    }

    private static String ms(double millis) {
        return "%,.0f ms".formatted(millis);
    }
}
