package io.hikeshi.sensor.netconsole.oops;

import io.hikeshi.sensor.netconsole.wire.Line;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gathers reports of trouble out of one kernel's log. Times are milliseconds of a clock that never goes back. Not safe for
 * threads.
 */
public final class OopsWatch {
    private static final long MINUTE_MILLIS = 60_000;

    private static final Beginnings TROUBLE = new Beginnings(false);
    private static final Beginnings TROUBLE_AND_WARNINGS = new Beginnings(true);

    private final OopsLimits limits;
    private @Nullable OpenOops open;
    private long minuteAt;
    private int thisMinute;
    private long keptBack;

    public OopsWatch(OopsLimits limits) {
        this.limits = limits;
    }

    /**
     * Takes the next line of the log.
     *
     * @param mayBeOld the line came in a burst that may be a replay; without a time it then begins nothing
     * @return a report that is whole by now
     */
    public Optional<Oops> add(Line line, boolean mayBeOld, long at) {
        var whole = tick(at);
        boolean begins = line.mayBeKernels() && beginnings().include(line.text());
        if (open == null && !begins) return whole;
        if (open != null && open.isHistoryGiven(line, at)) forget();
        if (open != null) {
            if (line.mayBeKernels()) open.add(line, begins, at);
        } else if (begins && !(mayBeOld && line.usec() < 0)) {
            begin(line, at);
        }
        return whole;
    }

    /** A report that is whole by now. Call it every 100 ms or so while {@link #isOpen}. */
    public Optional<Oops> tick(long at) {
        return open != null && open.isWhole(at) ? close() : Optional.empty();
    }

    /** The report as it is, if there is one. */
    public Optional<Oops> close() {
        if (open == null) return Optional.empty();
        var oops = open.oops();
        open = null;
        return Optional.of(oops);
    }

    /** It was old, or a panic follows that tells it. Then it does not count among those of this minute either. */
    public void forget() {
        if (open != null) thisMinute--;
        open = null;
    }

    public boolean isOpen() {
        return open != null;
    }

    /** Lines that would have begun a report, had there not been so many. */
    public long keptBack() {
        return keptBack;
    }

    /** About how many bytes this holds. */
    public int weight() {
        return open == null ? 0 : open.weight();
    }

    private void begin(Line line, long at) {
        if (at - minuteAt >= MINUTE_MILLIS) {
            minuteAt = at;
            thisMinute = 0;
        }
        if (thisMinute == limits.perMinute()) {
            keptBack++;
            return;
        }
        thisMinute++;
        open = new OpenOops(line, at, limits);
    }

    private Beginnings beginnings() {
        return limits.warnings() ? TROUBLE_AND_WARNINGS : TROUBLE;
    }
}
