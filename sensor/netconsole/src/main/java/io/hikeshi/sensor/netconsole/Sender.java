package io.hikeshi.sensor.netconsole;

import io.hikeshi.sensor.netconsole.oops.Oops;
import io.hikeshi.sensor.netconsole.oops.OopsLimits;
import io.hikeshi.sensor.netconsole.oops.OopsWatch;
import io.hikeshi.sensor.netconsole.target.TestLine;
import io.hikeshi.sensor.netconsole.wire.Datagram;
import io.hikeshi.sensor.netconsole.wire.Format;
import io.hikeshi.sensor.netconsole.wire.Fragment;
import io.hikeshi.sensor.netconsole.wire.Fragments;
import io.hikeshi.sensor.netconsole.wire.Line;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One source: its boot, its last lines, and its panic if it has one. */
final class Sender {
    /** What this object costs beside its lines. */
    static final int OVERHEAD = 1_024;

    /** Fragments of one record follow each other at once. */
    private static final long FRAGMENT_MILLIS = 200;

    /** Without a number and a time, the same words after so long are another panic's. */
    private static final long REPEATED_MILLIS = 10_000;

    /** The kernel's own records end before ({@code LOG_LINE_MAX}); without it a line could grow for ever. */
    private static final int LONGEST_LINE = 16 * 1_024;

    private final Source source;
    private final Limits limits;
    private final LongSupplier numbers;
    private final Fragments fragments = new Fragments();
    private Backlog backlog;
    private final Life life = new Life();
    private final OopsWatch oopses;
    private boolean spokeBasic;
    private long lastAt;
    private @Nullable OpenPanic open;
    private @Nullable Line closed;
    private long closedAt;

    /** Came during a panic and does not fit its boot: the first of the next one, perhaps. */
    private @Nullable Line stray;

    /** @param numbers gives each panic its number */
    Sender(Source source, Limits limits, OopsLimits oopsLimits, LongSupplier numbers) {
        this.source = source;
        this.limits = limits;
        this.numbers = numbers;
        this.backlog = limits.backlog();
        this.oopses = new OopsWatch(oopsLimits);
    }

    void receive(Datagram datagram, long at, List<Finding> found) {
        lastAt = at;
        for (var line : datagram.lines()) accept(line, at, found);
        if (datagram.fragment().isPresent()) accept(datagram.fragment().get(), at, found);
    }

    /** Tells what is due by now. */
    void tick(long at, List<Finding> found) {
        if (!fragments.isEmpty() && at - lastAt >= FRAGMENT_MILLIS) flush(at, found);
        oopses.tick(at).ifPresent(oops -> found.add(oopsed(oops)));
        if (open == null) return;
        if (open.mayBeTold(at)) found.add(open.tell(source, spokeBasic));
        var end = open.end(at);
        if (end != null) close(end, at, found);
    }

    /** Reports an open panic, or trouble, as it is. */
    void close(End end, long at, List<Finding> found) {
        oopses.close().ifPresent(oops -> found.add(oopsed(oops)));
        if (open == null) return;
        flush(at, found);
        if (open == null) return;
        if (!open.isTold()) found.add(open.tell(source, spokeBasic));
        found.add(open.report(source, end));
        closed = open.panic();
        closedAt = at;
        open = null;
        if (stray != null) backlog.add(stray);
        stray = null;
    }

    boolean isPanicking() {
        return open != null;
    }

    /** Lines that would have begun a report of trouble, had there not been so many. */
    long oopsesKeptBack() {
        return oopses.keptBack();
    }

    /** Something is due without another datagram. */
    boolean isWaiting() {
        return open != null || oopses.isOpen() || !fragments.isEmpty();
    }

    /** Of its last lines; an open panic's are bounded by themselves. */
    void keepWithin(long bytes) {
        if (bytes < limits.bytesBefore()) backlog.keepWithin((int) Math.max(0, bytes));
        else backlog.mayKeep(limits.bytesBefore());
    }

    int weight() {
        return OVERHEAD
                + backlog.weight()
                + fragments.weight()
                + oopses.weight()
                + (stray == null ? 0 : stray.weight())
                + (open == null ? 0 : open.weight());
    }

    /** The beginning of a fragmented record may already say that the kernel panics. */
    private void accept(Fragment fragment, long at, List<Finding> found) {
        if (fragment.isFirst()) openIfPanic(fragment.alone(), at, found);
        for (var line : fragments.add(fragment)) accept(line, at, found);
    }

    private void accept(Line line, long at, List<Finding> found) {
        if (line.format() == Format.BASIC) spokeBasic = true;
        if (isRestOfLast(line)) return;
        var step = life.observe(line, at);
        if (step == Life.Step.RESTART) restart(at, found);
        if (open != null && open.isHistoryGiven(line, at)) forgetHistory(at);
        openIfPanic(line, at, found);
        var test = TestLine.parse(line);
        if (test.isPresent()) found.add(tested(test.get(), line, at));
        if (open == null) acceptOfLiving(line, at, found);
        else acceptOfPanicking(line, step, open, at);
    }

    /** What does not fit waits for the next line, which says whether it is of this boot after all. */
    private void acceptOfPanicking(Line line, Life.Step step, OpenPanic panic, long at) {
        if (stray != null) panic.add(stray, at);
        stray = step == Life.Step.OUTLIER ? line : null;
        if (stray == null) panic.add(line, at);
    }

    private void acceptOfLiving(Line line, long at, List<Finding> found) {
        var oops = oopses.add(line, !life.isCaughtUp(at), at);
        if (oops.isPresent()) found.add(oopsed(oops.get()));
        backlog.add(line);
    }

    private void openIfPanic(Line line, long at, List<Finding> found) {
        if (open != null || !PanicText.tells(line) || isRepeated(line, at)) return;
        oopses.forget();
        open = new OpenPanic(numbers.getAsLong(), line, backlog, at, limits);
        backlog = limits.backlog();
        if (life.isCaughtUp(at)) found.add(open.tell(source, spokeBasic));
    }

    private Finding oopsed(Oops oops) {
        return new Finding.Oopsed(source, spokeBasic ? oops.unproven() : oops);
    }

    private Finding tested(TestLine test, Line line, long at) {
        return new Finding.Tested(source, at, test, line.format(), line.dictionary());
    }

    /** The same line again, from the network or from a log that is replayed. */
    private boolean isRepeated(Line line, long at) {
        if (closed == null || !PanicText.reason(closed).equals(PanicText.reason(line))) return false;
        if (PanicText.endsWith(line)) return true;
        if (closed.usec() != line.usec() || closed.seq() != line.seq()) return false;
        return line.usec() >= 0 || at - closedAt < REPEATED_MILLIS;
    }

    /** The basic format cuts a long line and sends the rest as if it were another. */
    private boolean isRestOfLast(Line line) {
        if (line.format() != Format.BASIC || line.usec() >= 0 || open != null) return false;
        var last = backlog.last();
        if (last == null || !last.cut() || last.usec() < 0) return false;
        if (last.text().length() + line.text().length() > LONGEST_LINE) return false;
        backlog.replaceLast(last.continuedBy(line));
        return true;
    }

    /** The line before was the new boot's first, and not yet known as such. */
    private void restart(long at, List<Finding> found) {
        close(End.RESTARTED, at, found);
        closed = null;
        var first = backlog.last();
        backlog = limits.backlog();
        if (first != null) backlog.add(first);
    }

    private void forgetHistory(long at) {
        if (open == null) return;
        var old = open;
        open = null;
        closed = old.panic();
        closedAt = at;
        backlog = old.before();
        old.after().forEach(backlog::add);
        if (stray != null) backlog.add(stray);
        stray = null;
    }

    private void flush(long at, List<Finding> found) {
        for (var line : fragments.flush()) accept(line, at, found);
    }
}
