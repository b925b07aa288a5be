package io.hikeshi.responder.app;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One end of one node's life, as far as events have told of it.
 *
 * @param incident that all of them belong to
 * @param bootId the boot that died; null while nobody has said
 * @param nextBootId the boot that came after it; null while nobody has said
 * @param openedAt the time of the first event
 * @param lastAt the time of the last one, roughly: not every event is worth a write
 * @param signs panics and events that can be told by nothing but themselves
 */
record NodeDeath(
        String incident,
        @Nullable String bootId,
        @Nullable String nextBootId,
        Instant openedAt,
        Instant lastAt,
        List<String> signs) {
    /** A thousand forged panics of one boot need not all be remembered. */
    private static final int MOST_SIGNS = 16;

    private static final Duration WORTH_A_WRITE = Duration.ofMinutes(1);
    /** How far the clocks of receivers, nodes and the API server may be apart, and how late a Lease is missed. */
    private static final Duration APART = Duration.ofMinutes(10);
    /** What is left open for longer is another story. */
    private static final Duration UNSETTLED = Duration.ofDays(1);

    NodeDeath {
        signs = List.copyOf(signs);
    }

    static NodeDeath of(DeathSign sign, String incident) {
        return new NodeDeath(incident, sign.bootId(), sign.nextBootId(), sign.at(), sign.at(), List.of()).with(sign);
    }

    /** The same instance if the sign adds nothing. */
    NodeDeath with(DeathSign sign) {
        var more = new ArrayList<>(signs);
        if (sign.bootId() == null) add(sign.mark(), more);
        if (sign.panic() != null) add(sign.panic(), more);
        var last = sign.at().isAfter(lastAt.plus(WORTH_A_WRITE)) ? sign.at() : lastAt;
        var next = new NodeDeath(
                incident,
                bootId == null ? sign.bootId() : bootId,
                nextBootId == null ? sign.nextBootId() : nextBootId,
                openedAt,
                last,
                more);
        return next.equals(this) ? this : next;
    }

    private static void add(String sign, List<String> signs) {
        if (!signs.contains(sign) && signs.size() < MOST_SIGNS) signs.add(sign);
    }

    /** Whether this very event was counted in before. */
    boolean holds(DeathSign sign) {
        return signs.contains(sign.mark());
    }

    boolean isOfBoot(DeathSign sign) {
        return bootId != null && bootId.equals(sign.bootId());
    }

    /** Whether a sign that names its boot may tell which one this death was of. */
    boolean mayBeOfBoot(DeathSign sign) {
        if (bootId != null) return false;
        if (nextBootId == null) return !sign.at().isAfter(lastAt.plus(UNSETTLED));
        if (sign.nextBootId() != null) return nextBootId.equals(sign.nextBootId());
        return !nextBootId.equals(sign.bootId()) && !sign.at().isAfter(lastAt.plus(APART));
    }

    /** Where a kernel prints no time, the same reason again after a reboot is another panic. */
    boolean hasPanic(DeathSign sign) {
        return sign.panic() != null
                && signs.contains(sign.panic())
                && (sign.isDated() || nextBootId == null || !sign.at().isAfter(lastAt.plus(APART)));
    }

    /** Whether a panic of nobody knows which boot may be what this death was of. */
    boolean mayBeOfPanic(DeathSign sign) {
        return signs.stream().noneMatch(known -> known.startsWith(DeathSign.PANIC))
                && !sign.at().isBefore(openedAt.minus(APART))
                && !sign.at().isAfter(lastAt.plus(APART));
    }

    /** Whether the boot that reads a dump may be the first after this death: a boot cannot read its own. */
    boolean mayHaveLeft(DeathSign dump) {
        if (dump.at().isBefore(openedAt.minus(UNSETTLED))) return false;
        var reader = dump.nextBootId();
        return reader == null || !reader.equals(bootId) && (nextBootId == null || nextBootId.equals(reader));
    }
}
