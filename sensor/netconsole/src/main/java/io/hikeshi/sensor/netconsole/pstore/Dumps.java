package io.hikeshi.sensor.netconsole.pstore;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts the parts of dumps together. */
final class Dumps {
    private Dumps() {}

    /** Oldest first. A part that lies in two places counts once. */
    static List<Dump> of(List<PstoreFile> files) {
        var dumps = new LinkedHashMap<String, Map<Integer, PstoreFile>>();
        for (var file : files) {
            dumps.computeIfAbsent(file.dump(), dump -> new TreeMap<>(Comparator.reverseOrder()))
                    .putIfAbsent(file.part(), file);
        }
        return dumps.values().stream()
                .map(parts -> joined(new ArrayList<>(parts.values())))
                .sorted(Comparator.comparing(Dump::at).thenComparingInt(Dump::count))
                .toList();
    }

    /** The log was written from its end: part 1 is the newest. */
    private static Dump joined(List<PstoreFile> oldestFirst) {
        var text = new StringBuilder();
        for (var part : oldestFirst) {
            text.append(part.text());
            if (!part.text().isEmpty() && !part.text().endsWith("\n")) text.append('\n');
        }
        var newest = oldestFirst.get(oldestFirst.size() - 1);
        boolean gap = oldestFirst.get(0).part() != oldestFirst.size() || newest.part() != 1;
        return new Dump(
                newest.dump(),
                newest.reason(),
                newest.count(),
                newest.backend(),
                newest.at(),
                text.toString(),
                gap || oldestFirst.stream().anyMatch(PstoreFile::damaged));
    }
}
