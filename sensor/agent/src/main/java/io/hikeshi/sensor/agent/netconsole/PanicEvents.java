package io.hikeshi.sensor.agent.netconsole;

import io.hikeshi.sensor.event.Diagnosis;
import io.hikeshi.sensor.event.KernelOopsed;
import io.hikeshi.sensor.event.KernelPanicReported;
import io.hikeshi.sensor.event.KernelPanicked;
import io.hikeshi.sensor.event.Transcript;
import io.hikeshi.sensor.netconsole.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Findings in the words of events. Those with a diagnosis read the whole text: up to a second for megabytes of it. */
final class PanicEvents {
    private static final Logger LOG = Logger.getLogger(PanicEvents.class);

    private static final Diagnosis NONE = new Diagnosis(
            "", List.of(), "none", true, List.of(), "", "", "", -1, -1, "", List.of(), Map.of(), List.of());

    private PanicEvents() {}

    static KernelPanicked early(Finding.Panicked found, Witness witness, Instant at) {
        return new KernelPanicked(
                witness.origin(), at, found.reason(), known(found.usec()), found.release(), witness.sender());
    }

    /** @param drops datagrams that the kernel threw away since the panic's first line */
    static KernelPanicReported report(Finding.PanicReported found, Witness witness, long drops, Instant at) {
        var transcript = new Transcript(
                found.before(),
                found.text(),
                found.missing(),
                found.missingBefore(),
                drops,
                found.incomplete() || drops > 0,
                found.end().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        return new KernelPanicReported(
                witness.origin(),
                at,
                found.reason(),
                known(found.usec()),
                witness.sender(),
                named(() -> found.named().diagnosis(found.circumstances())),
                transcript);
    }

    static KernelOopsed oops(Finding.Oopsed found, Witness witness, Instant at) {
        var oops = found.oops();
        return new KernelOopsed(
                witness.origin(), at, Attribution.SENSOR, known(oops.usec()), named(oops::diagnosis), oops.text());
    }

    /** A text that cannot be named is worth reporting all the same. */
    private static Diagnosis named(Supplier<Diagnosis> naming) {
        try {
            return naming.get();
        } catch (RuntimeException | StackOverflowError e) {
            LOG.errorf(e, "reported a kernel's text without a title reason=unforeseen");
            return NONE;
        }
    }

    private static @Nullable Long known(long usec) {
        return usec < 0 ? null : usec;
    }
}
