package io.hikeshi.sensor.netconsole;

import io.hikeshi.sensor.netconsole.wire.Line;

/**
 * One boot of a kernel, by the numbers and times of its lines. Nothing is discarded here: a line that does not fit is an
 * outlier until a second one confirms that the kernel really is there now, so that one forged datagram moves nothing.
 */
final class Life {
    /** Lines of several processors pass each other by much less. */
    private static final long RESTART_USEC = 1_000_000;

    private static final long NEAR_USEC = 60_000_000;
    private static final long NEAR_SEQ = 100_000;

    /** A target that starts replays the kernel's whole log without a pause like this. */
    static final long PAUSE_MILLIS = 20;

    private long seq = -1;
    private long usec = -1;
    private long outlierSeq = -1;
    private long outlierUsec = -1;
    private long lastAt;
    private boolean started;
    private boolean caughtUp;

    enum Step {
        FITS,
        OUTLIER,
        /** This line and the one before it are from a new boot. */
        RESTART
    }

    Step observe(Line line, long at) {
        caughtUp = isCaughtUp(at);
        long elapsed = (at - lastAt) * 1_000;
        lastAt = at;
        if (!started || line.usec() < 0) {
            started = true;
            advance(line);
            return Step.FITS;
        }
        if (fits(line, elapsed)) {
            outlierUsec = -1;
            advance(line);
            return Step.FITS;
        }
        if (outlierUsec >= 0 && isNear(line, outlierSeq, outlierUsec)) return adopt(line);
        outlierSeq = line.seq();
        outlierUsec = line.usec();
        return Step.OUTLIER;
    }

    /** False while all lines came in one burst, which may be old ones. */
    boolean isCaughtUp(long at) {
        return caughtUp || (started && at - lastAt >= PAUSE_MILLIS);
    }

    private boolean fits(Line line, long elapsed) {
        if (usec < 0) return true;
        boolean restarts = line.usec() + RESTART_USEC < usec && (line.seq() < 0 || line.seq() < seq);
        boolean tooEarly = line.usec() - usec > elapsed + NEAR_USEC;
        boolean tooFar = line.seq() >= 0 && seq >= 0 && line.seq() - seq > NEAR_SEQ;
        return !restarts && !tooEarly && !tooFar;
    }

    private Step adopt(Line line) {
        boolean earlier = line.usec() < usec;
        seq = line.seq();
        usec = line.usec();
        outlierUsec = -1;
        if (earlier) caughtUp = false;
        return earlier ? Step.RESTART : Step.FITS;
    }

    private void advance(Line line) {
        seq = Math.max(seq, line.seq());
        usec = Math.max(usec, line.usec());
    }

    private static boolean isNear(Line line, long seq, long usec) {
        return Math.abs(line.usec() - usec) <= NEAR_USEC && Math.abs(line.seq() - seq) <= NEAR_SEQ;
    }
}
