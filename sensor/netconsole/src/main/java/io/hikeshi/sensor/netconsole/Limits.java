package io.hikeshi.sensor.netconsole;

import java.time.Duration;

/**
 * What the assembler keeps and how long it waits.
 *
 * @param bytes of all sources together
 * @param sources remembered at a time
 * @param linesBefore kept of each source, in case it panics; the kernel's own trouble before a panic is 20 lines in the
 *     median, 145 in nine cases of ten, 915 at most
 * @param bytesBefore the same in bytes
 * @param linesAfter of one panic
 * @param bytesAfter the same in bytes
 * @param silence after which a panic that did not say its end counts as whole
 * @param longest time after which it does even if lines still come
 */
public record Limits(
        long bytes,
        int sources,
        int linesBefore,
        int bytesBefore,
        int linesAfter,
        int bytesAfter,
        Duration silence,
        Duration longest) {
    public static final Limits DEFAULT = new Limits(
            64L << 20, 65_536, 1_024, 512 << 10, 4_096, 1 << 20, Duration.ofSeconds(5), Duration.ofSeconds(60));

    /** The same with another budget for all sources together. */
    public Limits within(long budget) {
        return new Limits(budget, sources, linesBefore, bytesBefore, linesAfter, bytesAfter, silence, longest);
    }

    Backlog backlog() {
        return new Backlog(linesBefore, bytesBefore);
    }

    /** The limits of each of so many that keep them together. */
    Limits sharedBy(int count) {
        return new Limits(
                bytes / count, sources / count, linesBefore, bytesBefore, linesAfter, bytesAfter, silence, longest);
    }
}
