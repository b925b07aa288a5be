package io.hikeshi.responder.app;

import io.hikeshi.sensor.event.Diagnosis;
import io.hikeshi.sensor.event.KernelOopsed;
import io.hikeshi.sensor.event.KernelPanicRecovered;
import io.hikeshi.sensor.event.KernelPanicReported;
import io.hikeshi.sensor.event.NodeEvent;
import org.jspecify.annotations.Nullable;

/** What a page shows of a kernel's call trace: its title and as many lines below as fit. */
final class CallTrace {
    /** What an {@code ActionRequest} takes, less the mark of a cut. */
    private static final int LONGEST = 1_990;

    private CallTrace() {}

    /** Null if the event has none. */
    static @Nullable String of(NodeEvent event) {
        var diagnosis = diagnosisOf(event);
        if (diagnosis == null || diagnosis.trace().isEmpty()) return null;
        var text = new StringBuilder(event.title());
        for (String line : diagnosis.trace()) {
            if (text.length() + 1 + line.length() > LONGEST)
                return text.append("\n…").toString();
            text.append('\n').append(line);
        }
        return text.toString();
    }

    private static @Nullable Diagnosis diagnosisOf(NodeEvent event) {
        if (event instanceof KernelPanicReported panic) return panic.diagnosis();
        if (event instanceof KernelPanicRecovered panic) return panic.diagnosis();
        return event instanceof KernelOopsed oops ? oops.diagnosis() : null;
    }
}
