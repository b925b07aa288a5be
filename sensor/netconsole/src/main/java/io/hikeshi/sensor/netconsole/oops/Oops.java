package io.hikeshi.sensor.netconsole.oops;

import io.hikeshi.sensor.event.Diagnosis;
import io.hikeshi.sensor.netconsole.title.Circumstances;
import io.hikeshi.sensor.netconsole.title.Report;
import io.hikeshi.sensor.netconsole.wire.Format;

/**
 * A kernel reported trouble, and did not panic of it.
 *
 * @param at the caller's time of its first line, in milliseconds
 * @param usec from boot to its first line; -1 where the kernel prints no time
 * @param release of the kernel; empty if the source does not send it
 * @param format in the basic one any process that may write to {@code /dev/kmsg} could have said it
 * @param text its lines as a console prints them, each ending with a line feed
 */
public record Oops(long at, long usec, String release, Format format, String text) {
    /** The same from a source of which nobody can tell who wrote it. */
    public Oops unproven() {
        return new Oops(at, usec, release, Format.BASIC, text);
    }

    /** Reads the text: milliseconds, so not for the thread that receives. */
    public Report named() {
        return Report.ofLiving(text);
    }

    /** Title and circumstances; as long as {@link #named}. */
    public Diagnosis diagnosis() {
        return named().diagnosis(Circumstances.of(text));
    }
}
