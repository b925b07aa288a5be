package io.hikeshi.sensor.netconsole;

import io.hikeshi.sensor.netconsole.wire.Line;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last lines of a source, oldest first, within bounds. */
final class Backlog {
    private final int mostLines;
    private final int mostBytes;
    private final Deque<Line> lines = new ArrayDeque<>();
    private int weight;

    Backlog(int mostLines, int mostBytes) {
        this.mostLines = mostLines;
        this.mostBytes = mostBytes;
    }

    void add(Line line) {
        lines.addLast(line);
        weight += line.weight();
        while (lines.size() > mostLines) removeOldest();
        trim(mostBytes);
    }

    /** Forgets the oldest lines until the rest weighs no more. */
    void trim(long bytes) {
        while (weight > bytes && !lines.isEmpty()) removeOldest();
    }

    @Nullable
    Line last() {
        return lines.peekLast();
    }

    void replaceLast(Line line) {
        weight -= lines.removeLast().weight();
        add(line);
    }

    List<Line> drain() {
        var drained = new ArrayList<>(lines);
        lines.clear();
        weight = 0;
        return drained;
    }

    int weight() {
        return weight;
    }

    private void removeOldest() {
        weight -= lines.removeFirst().weight();
    }
}
