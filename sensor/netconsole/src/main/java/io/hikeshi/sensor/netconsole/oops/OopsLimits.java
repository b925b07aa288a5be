package io.hikeshi.sensor.netconsole.oops;

import io.hikeshi.sensor.event.Transcript;
import java.time.Duration;

/**
 * What counts as trouble, and how much of it is told.
 *
 * @param warnings also what a kernel only warns of: WARN_ON, lockdep, UBSAN
 * @param silence after which a report counts as whole; so long a panic may still swallow it
 * @param longest time after which it does even if lines still come
 * @param characters kept of one report
 * @param perMinute reports of one source; further ones are counted
 */
public record OopsLimits(boolean warnings, Duration silence, Duration longest, int characters, int perMinute) {
    public static final OopsLimits DEFAULT =
            new OopsLimits(false, Duration.ofSeconds(1), Duration.ofSeconds(5), Transcript.LONGEST, 10);

    public OopsLimits withWarnings() {
        return new OopsLimits(true, silence, longest, characters, perMinute);
    }
}
