package io.hikeshi.sensor.netconsole.title;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Scores titles against kernel reports with expected ones: a folder of files with a header ({@code TITLE:},
 * {@code ALT:}, {@code CORRUPTED:}, {@code PANICKED:}), an empty line, and console text. The reports belong to another project
 * and are not kept here; run this by hand with their folder as the only argument.
 */
final class TitleScore {
    private record Expected(String file, List<String> titles, boolean corrupted, boolean panicked, String console) {}

    private int panicked,
            panicFound,
            falsePanics,
            silent,
            silentRight,
            titled,
            titleRight,
            corrupted,
            corruptedMarked,
            corruptedRight;
    private final Map<String, Set<String>> fingerprints = new HashMap<>();

    private TitleScore() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1)
            throw new IllegalArgumentException("expected the folder of reports as the only argument");
        var score = new TitleScore();
        try (var files = Files.list(Path.of(arguments[0]))) {
            for (Path file : files.sorted().toList()) {
                if (!file.getFileName().toString().endsWith(".md")) score.add(read(file));
            }
        }
        score.print();
    }

    private static Expected read(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        int end = text.startsWith("\n") ? 0 : text.indexOf("\n\n");
        String header = end < 0 ? text : text.substring(0, end);
        var titles = new ArrayList<String>();
        for (String line : header.split("\n", -1)) {
            if (line.startsWith("TITLE: ")) titles.add(line.substring("TITLE: ".length()));
            if (line.startsWith("ALT: ")) titles.add(line.substring("ALT: ".length()));
        }
        return new Expected(
                file.getFileName().toString(),
                titles,
                header.contains("CORRUPTED: Y"),
                header.contains("PANICKED: Y"),
                end < 0 ? "" : text.substring(end));
    }

    private void add(Expected expected) {
        var report = Report.of(expected.console());
        if (expected.panicked()) panicked++;
        if (expected.panicked() && report.panicked()) panicFound++;
        if (!expected.panicked() && report.panicked()) falsePanics++;
        if (expected.titles().isEmpty()) {
            silent++;
            if (report.title().isEmpty()) silentRight++;
            else miss("UNEXPECTED", expected, report);
            return;
        }
        fingerprints.computeIfAbsent(report.title(), title -> new HashSet<>()).add(report.fingerprint());
        boolean right = expected.titles().contains(report.title())
                || report.alternatives().stream().anyMatch(expected.titles()::contains);
        if (expected.corrupted()) {
            corrupted++;
            if (report.corrupted()) corruptedMarked++;
            if (right) corruptedRight++;
            return;
        }
        titled++;
        if (right) titleRight++;
        else miss("WRONG", expected, report);
    }

    private static void miss(String what, Expected expected, Report report) {
        System.out.printf(
                "%s %s: expected %s but was [%s]%n", what, expected.file(), expected.titles(), report.title());
    }

    private void print() {
        long ambiguous =
                fingerprints.values().stream().filter(found -> found.size() > 1).count();
        System.out.printf("panics detected %d of %d, unmarked panics %d%n", panicFound, panicked, falsePanics);
        System.out.printf("silent %d of %d%n", silentRight, silent);
        System.out.printf("titles right %d of %d (%.1f%%)%n", titleRight, titled, 100.0 * titleRight / titled);
        System.out.printf("corrupted: marked %d, right %d, of %d%n", corruptedMarked, corruptedRight, corrupted);
        System.out.printf("titles with more than one fingerprint %d%n", ambiguous);
    }
}
