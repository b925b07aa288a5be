package io.hikeshi.sensor.event;

import io.cloudevents.CloudEvent;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The W3C trace context of an event, made of its id alone: every witness of a death starts the same trace, and whoever
 * knows the id finds the trace.
 */
public final class Traceparent {
    /** The CloudEvents extension attribute (distributed tracing extension 1.0.2). */
    public static final String ATTRIBUTE = "traceparent";

    private static final int TRACE_BYTES = 16;
    private static final int SPAN_BYTES = 8;

    private Traceparent() {}

    /** What an event carries; null if nothing. */
    public static @Nullable String carriedBy(CloudEvent event) {
        return event.getExtension(ATTRIBUTE) instanceof String trace ? trace : null;
    }

    /** Version 00, sampled: {@code 00-<32 hex digits>-<16 hex digits>-01}. */
    public static String of(String eventId) {
        byte[] digest = EventId.digest(ATTRIBUTE, eventId);
        var hex = HexFormat.of();
        return "00-" + hex.formatHex(digest, 0, TRACE_BYTES) + "-"
                + hex.formatHex(digest, TRACE_BYTES, TRACE_BYTES + SPAN_BYTES) + "-01";
    }
}
