package io.hikeshi.tests.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Rows of figures, as Markdown. */
final class Table {
    private final List<String> lines = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    Table(String... headings) {
        lines.add(row(List.of(headings)));
        lines.add(row(Collections.nCopies(headings.length, "---")));
    }

    Table add(Object... cells) {
        lines.add(row(Stream.of(cells).map(Object::toString).toList()));
        return this;
    }

    /** A sentence below the table. */
    Table note(String sentence) {
        notes.add(sentence);
        return this;
    }

    String markdown() {
        var text = String.join("\n", lines) + "\n";
        return notes.isEmpty() ? text : text + "\n" + String.join("\n", notes) + "\n";
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }
}
