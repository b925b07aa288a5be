package io.hikeshi.tests.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What a process has used, as {@code /proc/<pid>} says. */
record Usage(long pid) {
    /** USER_HZ, which Linux shows to every program as 100. */
    private static final double TICKS_PER_SECOND = 100;

    private static final int UTIME_AFTER_NAME = 11;
    private static final double KIB_PER_MIB = 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** User and system time of all its threads. */
    double cpuSeconds() throws IOException {
        var stat = Files.readString(file("stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks = Long.parseLong(fields[UTIME_AFTER_NAME]) + Long.parseLong(fields[UTIME_AFTER_NAME + 1]);
        return ticks / TICKS_PER_SECOND;
    }

    double rssMiB() throws IOException {
        return mib("status", "VmRSS:");
    }

    /** Pages shared with other processes count in part. */
    double pssMiB() throws IOException {
        return mib("smaps_rollup", "Pss:");
    }

    /** The part of {@link #pssMiB} that is mapped files: the JDK's libraries, its class data archive, an AOT cache. */
    double pssOfFilesMiB() throws IOException {
        return mib("smaps_rollup", "Pss_File:");
    }

    /** Waits until it has used no more than a tenth of a core for half a second; a fresh JVM compiles for a while. */
    void awaitCalm() throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            double before = cpuSeconds();
            Thread.sleep(500);
            if (cpuSeconds() - before <= 0.05) return;
        }
    }

    long threads() throws IOException {
        try (var tasks = Files.list(file("task"))) {
            return tasks.count();
        }
    }

    /** The words that it was started with. */
    List<String> command() throws IOException {
        return List.of(Files.readString(file("cmdline")).split("\0"));
    }

    /** The program that it runs, links followed. */
    Path program() throws IOException {
        return file("exe").toRealPath();
    }

    private double mib(String file, String name) throws IOException {
        try (var lines = Files.lines(file(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .mapToDouble(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / KIB_PER_MIB)
                    .findFirst()
                    .orElseThrow(() -> new IOException("no %s in %s".formatted(name, file(file))));
        }
    }

    private Path file(String name) {
        return Path.of("/proc", Long.toString(pid), name);
    }
}
