package io.hikeshi.sensor.netconsole.oops;

import io.hikeshi.sensor.netconsole.wire.Line;

/** A report whose lines are still arriving. */
final class OpenOops {
    private static final String END = "---[ end trace";

    /** What a clock may differ from ours while a log is replayed line by line. */
    private static final long HISTORY_USEC = 1_000_000;

    private final Line first;
    private final long openedAt;
    private final OopsLimits limits;
    private final StringBuilder text = new StringBuilder();
    private long lastAt;
    private boolean ended;
    private boolean full;

    OpenOops(Line first, long at, OopsLimits limits) {
        this.first = first;
        this.openedAt = at;
        this.limits = limits;
        add(first, true, at);
    }

    /** @param begins this line alone would begin a report: what comes so soon belongs to the first one */
    void add(Line line, boolean begins, long at) {
        if (ended && !begins) return;
        lastAt = at;
        ended = line.text().startsWith(END);
        if (full) return;
        String printed = line.printed();
        full = text.length() + printed.length() > limits.characters();
        if (!full) text.append(printed);
    }

    /** The kernel has been at work since for longer than we have known of it: this was an old report, replayed. */
    boolean isHistoryGiven(Line line, long at) {
        if (line.usec() < 0 || first.usec() < 0) return false;
        return line.usec() - first.usec() > (at - openedAt) * 1_000 + HISTORY_USEC;
    }

    boolean isWhole(long at) {
        return at - lastAt >= limits.silence().toMillis()
                || at - openedAt >= limits.longest().toMillis();
    }

    int weight() {
        return 2 * text.capacity() + first.weight();
    }

    Oops oops() {
        return new Oops(openedAt, first.usec(), first.release(), first.format(), text.toString());
    }
}
