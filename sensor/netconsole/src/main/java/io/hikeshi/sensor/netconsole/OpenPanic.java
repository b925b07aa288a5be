package io.hikeshi.sensor.netconsole;

import io.hikeshi.sensor.netconsole.wire.Format;
import io.hikeshi.sensor.netconsole.wire.Line;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A panic whose text is still arriving. */
final class OpenPanic {
    /** Lines of other processors may arrive after the last one. */
    private static final long AFTERMATH_MILLIS = 250;

    /** What a clock may differ from ours while a log is replayed line by line. */
    private static final long HISTORY_USEC = 1_000_000;

    private final long number;
    private final Line panic;
    private final long openedAt;
    private final Backlog before;
    private final List<Line> after = new ArrayList<>();
    private final Limits limits;
    private boolean told;
    private boolean dropped;
    private long lastAt;
    private int weightAfter;
    private @Nullable End said;

    /** @param before the source's last lines; nobody else adds to them */
    OpenPanic(long number, Line panic, Backlog before, long at, Limits limits) {
        this.number = number;
        this.panic = panic;
        this.before = before;
        this.openedAt = at;
        this.lastAt = at;
        this.limits = limits;
    }

    Finding.Panicked tell(Source source, boolean basic) {
        told = true;
        return new Finding.Panicked(
                source,
                number,
                openedAt,
                PanicText.reason(panic),
                panic.usec(),
                panic.release(),
                basic ? Format.BASIC : panic.format(),
                panic.dictionary());
    }

    boolean isTold() {
        return told;
    }

    Line panic() {
        return panic;
    }

    void add(Line line, long at) {
        lastAt = at;
        if (said == null && PanicText.endsWith(line)) said = End.MARKER;
        if (said == null && PanicText.reboots(line)) said = End.REBOOTING;
        if (after.size() == limits.linesAfter() || weightAfter + line.weight() > limits.bytesAfter()) {
            dropped = true;
            return;
        }
        after.add(line);
        weightAfter += line.weight();
    }

    /** A kernel that panicked does not go on: this was an old line, replayed. */
    boolean isHistoryGiven(Line line, long at) {
        if (told || line.usec() < 0 || panic.usec() < 0) return false;
        return line.usec() - panic.usec() > (at - openedAt) * 1_000 + HISTORY_USEC;
    }

    /** Null while more may come. */
    @Nullable
    End end(long at) {
        if (said != null && at - lastAt >= AFTERMATH_MILLIS) return said;
        if (at - lastAt >= limits.silence().toMillis()) return said == null ? End.SILENCE : said;
        return at - openedAt >= limits.longest().toMillis() ? End.TOO_LONG : null;
    }

    boolean mayBeTold(long at) {
        return !told && at - openedAt >= Life.PAUSE_MILLIS;
    }

    Finding.PanicReported report(Source source, End end) {
        var lines = before.lines();
        lines.addAll(after);
        var transcript = new Transcript(panic, lines);
        int missing = transcript.missing();
        return new Finding.PanicReported(
                source,
                number,
                PanicText.reason(panic),
                panic.usec(),
                transcript.before(),
                transcript.fromPanic(),
                missing,
                transcript.missingBefore(),
                missing > 0 || dropped || !PanicText.begins(panic) || transcript.hasCutLines() || !end.isSaid(),
                end);
    }

    Backlog before() {
        return before;
    }

    List<Line> after() {
        return after;
    }

    int weight() {
        return before.weight() + weightAfter;
    }
}
