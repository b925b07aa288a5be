package io.hikeshi.sensor.netconsole.pstore;

import io.hikeshi.sensor.event.EventId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;

/** Puts the parts of dumps together. */
final class Dumps {
    private Dumps() {}

    /** Oldest first. */
    static List<Dump> of(List<PstoreFile> files) {
        var parts = new LinkedHashMap<String, List<PstoreFile>>();
        for (var file : files)
            parts.computeIfAbsent(file.dumpKey(), key -> new ArrayList<>()).add(file);
        return parts.values().stream()
                .map(Dumps::joined)
                .sorted(Comparator.comparing(Dump::at).thenComparingInt(Dump::count))
                .toList();
    }

    /** The log was written from its end: part 1 is the newest. */
    private static Dump joined(List<PstoreFile> parts) {
        var oldestFirst = parts.stream()
                .sorted(Comparator.comparingInt(PstoreFile::part).reversed())
                .toList();
        var text = new StringBuilder();
        for (var part : oldestFirst) {
            text.append(part.text());
            if (!part.text().isEmpty() && !part.text().endsWith("\n")) text.append('\n');
        }
        var newest = oldestFirst.get(oldestFirst.size() - 1);
        boolean gap = oldestFirst.get(0).part() != parts.size() || newest.part() != 1;
        return new Dump(
                EventId.hash("pstore", newest.reason(), Integer.toString(newest.count()), text.toString()),
                newest.reason(),
                newest.count(),
                newest.backend(),
                newest.writtenAt(),
                text.toString(),
                gap || parts.stream().anyMatch(PstoreFile::damaged));
    }
}
