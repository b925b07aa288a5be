package io.hikeshi.sensor.netconsole;

import io.hikeshi.sensor.netconsole.oops.Oops;
import io.hikeshi.sensor.netconsole.target.TestLine;
import io.hikeshi.sensor.netconsole.title.Circumstances;
import io.hikeshi.sensor.netconsole.title.Report;
import io.hikeshi.sensor.netconsole.wire.Format;
import java.util.Map;

/** What the assembler has to tell. */
public sealed interface Finding {
    Source source();

    /** What is told of a panic, twice. */
    sealed interface OfPanic extends Finding {
        /** The same number in both findings of one panic; numbers start again with the assembler. */
        long panic();

        /** What the kernel wrote behind {@code Kernel panic - not syncing:}. */
        String reason();

        /** Microseconds from boot to the panic line; -1 where the kernel prints no time. */
        long usec();
    }

    /**
     * A kernel said that it gives up. Told as soon as that line arrives.
     *
     * @param at the caller's time of the line, in milliseconds
     * @param release of the kernel; empty if it does not send it
     * @param format in the basic one any process that may write to {@code /dev/kmsg} could have said it
     * @param dictionary userdata included
     */
    record Panicked(
            Source source,
            long panic,
            long at,
            String reason,
            long usec,
            String release,
            Format format,
            Map<String, String> dictionary)
            implements OfPanic {}

    /**
     * All that is to be had of a panic.
     *
     * @param before the lines before the panic line, oldest first, each ending with a line feed
     * @param text the panic line and what followed
     * @param missing records that certainly were lost
     * @param missingBefore records that were lost, or that the console's log level kept back
     * @param incomplete lines are lost or cut, or the kernel did not say that this was all
     */
    record PanicReported(
            Source source,
            long panic,
            String reason,
            long usec,
            String before,
            String text,
            int missing,
            int missingBefore,
            boolean incomplete,
            End end)
            implements OfPanic {
        /** Reads the text: a matter of milliseconds, so not for the thread that receives. */
        public Report named() {
            return Report.ofPanic(before, text);
        }

        /** Of the error that led here, or of the panic if there was none. */
        public Circumstances circumstances() {
            return Circumstances.ofPanic(before, text);
        }
    }

    /** Trouble that a kernel reported and lives on with; what a panic follows within a second is part of the panic. */
    record Oopsed(Source source, Oops oops) implements Finding {}

    /**
     * Somebody tests whether a machine's lines arrive here.
     *
     * @param at the caller's time of the line, in milliseconds
     * @param dictionary userdata included
     */
    record Tested(Source source, long at, TestLine test, Format format, Map<String, String> dictionary)
            implements Finding {}
}
