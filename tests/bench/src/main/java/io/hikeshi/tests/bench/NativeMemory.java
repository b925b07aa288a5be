package io.hikeshi.tests.bench;

import static java.util.stream.Collectors.joining;

import io.hikeshi.tests.harness.Command;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What a JVM says it uses memory for. Tracking costs some memory itself, so this is a start of its own. */
final class NativeMemory {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LARGEST = 7;
    private static final double KIB_PER_MIB = 1024;

    /** {@code -                 Java Heap (reserved=98304KB, committed=16384KB)} */
    private static final Pattern PART =
            Pattern.compile("-\\s+([A-Z][A-Za-z ]+) \\(reserved=\\d+KB, committed=(\\d+)KB");

    private NativeMemory() {}

    /** The largest parts of the product after its start, largest first. */
    static String of(Map<String, String> environment, List<String> command) throws IOException, InterruptedException {
        var tracked = new HashMap<>(environment);
        tracked.put("JDK_JAVA_OPTIONS", "-XX:NativeMemoryTracking=summary");
        try (var product = Product.start(tracked, command)) {
            product.usage().awaitCalm();
            return largest(summary(product.usage()));
        }
    }

    private static String summary(Usage usage) throws IOException {
        var jcmd = usage.program().resolveSibling("jcmd");
        return Programs.outputOf(Command.of(jcmd, usage.pid(), "VM.native_memory", "summary"), PATIENCE);
    }

    static String largest(String summary) {
        return PART.matcher(summary)
                .results()
                .sorted(Comparator.comparingLong(NativeMemory::committed).reversed())
                .limit(LARGEST)
                .map(part -> "%s %.0f MiB".formatted(part.group(1), committed(part) / KIB_PER_MIB))
                .collect(joining(", "));
    }

    private static long committed(MatchResult part) {
        return Long.parseLong(part.group(2));
    }
}
