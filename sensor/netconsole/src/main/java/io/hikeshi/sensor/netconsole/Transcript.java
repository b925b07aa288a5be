package io.hikeshi.sensor.netconsole;

import io.hikeshi.sensor.netconsole.wire.Line;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** The lines around a panic, in the order in which the kernel wrote them, each once. */
final class Transcript {
    /** A number further ahead is no gap but a forgery. */
    private static final long WIDEST_GAP = 10_000;

    private final List<Line> lines;
    private final int panicAt;

    /** @param arrived in order of arrival */
    Transcript(Line panic, List<Line> arrived) {
        lines = once(ordered(arrived));
        panicAt = indexOf(panic);
    }

    String before() {
        return text(lines.subList(0, panicAt));
    }

    String fromPanic() {
        return text(lines.subList(panicAt, lines.size()));
    }

    boolean hasCutLines() {
        return lines.subList(panicAt, lines.size()).stream().anyMatch(Line::cut);
    }

    /** Records that the kernel certainly sent: it sends all once it has begun to die, and numbers what it sends. */
    int missing() {
        int verboseAt = 0;
        while (verboseAt < panicAt && !PanicText.makesVerbose(lines.get(verboseAt))) verboseAt++;
        return Math.max(gaps(verboseAt, lines.size(), Transcript::seq), gaps(0, lines.size(), Transcript::messageId));
    }

    int missingBefore() {
        return gaps(0, Math.min(panicAt + 1, lines.size()), Transcript::seq);
    }

    private int gaps(int from, int to, ToLongFunction<Line> number) {
        long missing = 0;
        long last = -1;
        for (var line : lines.subList(from, to)) {
            long next = number.applyAsLong(line);
            if (next < 0) continue;
            long gap = last < 0 ? 0 : next - last - 1;
            if (gap > 0 && gap <= WIDEST_GAP) missing += gap;
            if (gap <= WIDEST_GAP) last = next;
        }
        return (int) Math.min(missing, Integer.MAX_VALUE);
    }

    /** Times order what has no number; a line without either stays behind the one it followed. */
    private static List<Line> ordered(List<Line> arrived) {
        if (arrived.stream().allMatch(line -> line.seq() >= 0)) {
            return arrived.stream().sorted(Comparator.comparingLong(Line::seq)).toList();
        }
        if (arrived.stream().allMatch(line -> line.usec() >= 0)) {
            return arrived.stream().sorted(Comparator.comparingLong(Line::usec)).toList();
        }
        return arrived;
    }

    private static List<Line> once(List<Line> ordered) {
        var lines = new ArrayList<Line>();
        for (var line : ordered) {
            var last = lines.isEmpty() ? null : lines.get(lines.size() - 1);
            boolean again = last != null && line.usec() >= 0 && line.equals(last);
            if (!again) lines.add(line);
        }
        return lines;
    }

    /** The beginning of a fragmented record is not equal to the whole of it, but has its number and time. */
    private int indexOf(Line panic) {
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            boolean same = line.seq() == panic.seq() && line.usec() == panic.usec();
            if (same && PanicText.tells(line)) return i;
        }
        return lines.size();
    }

    private static long seq(Line line) {
        return line.seq();
    }

    /** Newer kernels number the messages of each target. */
    private static long messageId(Line line) {
        String id = line.dictionary().getOrDefault("msgid", "");
        return id.matches("\\d{1,10}") ? Long.parseLong(id) : -1;
    }

    private static String text(List<Line> lines) {
        return lines.stream().map(Line::printed).collect(Collectors.joining());
    }
}
