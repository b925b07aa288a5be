package io.hikeshi.responder.rules;

import io.hikeshi.sensor.event.Text;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Collects all that is wrong, so that one look at a file is enough; each thing once. */
final class Problems {
    /** Whoever has a hundred needs no more. */
    private static final int MOST = 100;

    /** A file may hold one line of many kilobytes. */
    private static final int LONGEST = 400;

    private final Set<Problem> found = new LinkedHashSet<>();

    void add(YamlFile.Place place, String what, String remedy) {
        add(place.file(), place.line(), place.column(), what, remedy);
    }

    void add(String file, int line, int column, String what, String remedy) {
        if (found.size() >= MOST) return;
        found.add(new Problem(file, line, column, Text.printable(what, LONGEST), Text.printable(remedy, LONGEST)));
    }

    boolean none() {
        return found.isEmpty();
    }

    List<Problem> all() {
        return new ArrayList<>(found);
    }

    @Override
    public String toString() {
        return found.stream().map(Problem::toString).collect(Collectors.joining("\n"));
    }
}
