package io.hikeshi.sensor.event;

import java.time.Instant;

/** The inverse of {@link KernelWriter}. A text that was cut is one character longer than its bound: the ellipsis. */
final class KernelReader {
    private static final int LONGEST_REASON = PanicReason.LONGEST + 1;
    private static final int LONGEST_WORD = Diagnosis.LONGEST_WORD + 1;
    private static final int LONGEST_TEXT = Diagnosis.LONGEST_TEXT + 1;
    private static final int LONGEST_TITLE = Diagnosis.LONGEST_TITLE + 1;

    private KernelReader() {}

    static KernelPanicked panicked(Origin origin, Instant at, JsonFields data) {
        return new KernelPanicked(
                origin,
                at,
                data.text("reason", LONGEST_REASON),
                data.numberOrNull("usec", 0, Long.MAX_VALUE),
                data.text("release", KernelPanicked.LONGEST_RELEASE + 1),
                sender(data.object("sender")));
    }

    static KernelPanicReported reported(Origin origin, Instant at, JsonFields data) {
        return new KernelPanicReported(
                origin,
                at,
                data.text("reason", LONGEST_REASON),
                data.numberOrNull("usec", 0, Long.MAX_VALUE),
                sender(data.object("sender")),
                diagnosis(data.object("diagnosis")),
                transcript(data.object("transcript")));
    }

    static KernelPanicRecovered recovered(Origin origin, Instant at, JsonFields data) {
        return new KernelPanicRecovered(
                origin,
                at,
                data.text("backend", Text.LONGEST_NAME),
                data.text("dump", Text.LONGEST_NAME),
                data.text("reason", LONGEST_REASON),
                diagnosis(data.object("diagnosis")),
                transcript(data.object("transcript")));
    }

    static KernelPanicDisproved disproved(Origin origin, Instant at, JsonFields data) {
        return new KernelPanicDisproved(
                origin,
                at,
                data.text("panicId", Text.LONGEST_NAME),
                data.text("reason", KernelPanicDisproved.LONGEST_REASON + 1),
                data.text("evidence", KernelPanicDisproved.LONGEST_EVIDENCE + 1));
    }

    static KernelOopsed oopsed(Origin origin, Instant at, JsonFields data) {
        return new KernelOopsed(
                origin,
                at,
                data.text("via", Text.LONGEST_NAME),
                data.numberOrNull("usec", 0, Long.MAX_VALUE),
                diagnosis(data.object("diagnosis")),
                data.text("text", Transcript.LONGEST));
    }

    private static Sender sender(JsonFields sender) {
        return new Sender(
                sender.text("address", Sender.LONGEST_ADDRESS + 1),
                sender.integer("port", 0, 65535),
                sender.text("format", LONGEST_WORD),
                Nonce.of(sender.text("nonce", LONGEST_WORD)),
                sender.flag("known"));
    }

    private static Diagnosis diagnosis(JsonFields diagnosis) {
        return new Diagnosis(
                diagnosis.text("title", LONGEST_TITLE),
                diagnosis.texts("alternatives", Diagnosis.MOST_ALTERNATIVES, LONGEST_TITLE),
                diagnosis.text("type", LONGEST_WORD),
                diagnosis.flag("corrupted"),
                diagnosis.texts("frames", Diagnosis.MOST_FRAMES, LONGEST_TEXT),
                diagnosis.text("release", LONGEST_TEXT),
                diagnosis.text("hardware", LONGEST_TEXT),
                diagnosis.text("taint", LONGEST_WORD),
                diagnosis.integer("cpu", -1, Integer.MAX_VALUE),
                diagnosis.integer("pid", -1, Integer.MAX_VALUE),
                diagnosis.text("comm", LONGEST_WORD),
                diagnosis.texts("modules", Diagnosis.MOST_MODULES, LONGEST_WORD),
                diagnosis.textMap("registers", Diagnosis.MOST_REGISTERS, LONGEST_WORD, LONGEST_WORD),
                diagnosis.texts("trace", Diagnosis.MOST_TRACE_LINES, LONGEST_TEXT));
    }

    private static Transcript transcript(JsonFields transcript) {
        return new Transcript(
                transcript.text("before", Transcript.LONGEST),
                transcript.text("text", Transcript.LONGEST),
                transcript.integer("missing", 0, Integer.MAX_VALUE),
                transcript.integer("missingBefore", 0, Integer.MAX_VALUE),
                transcript.number("kernelDrops", 0, Long.MAX_VALUE),
                transcript.flag("incomplete"),
                transcript.text("end", Transcript.LONGEST_END + 1));
    }
}
