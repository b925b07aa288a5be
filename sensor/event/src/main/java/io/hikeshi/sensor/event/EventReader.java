package io.hikeshi.sensor.event;

import java.time.Instant;

/** The inverse of {@link EventWriter}, of text that anybody may have written. */
final class EventReader {
    private EventReader() {}

    static NodeEvent read(Kind kind, Origin origin, Instant at, JsonFields data) {
        return switch (kind) {
            case PROCESS_CRASHED, PROCESS_OOMKILLED, PROCESS_KILLED, PROCESS_EXITED ->
                DeathReader.read(kind, origin, at, data);
            case KERNEL_PANICKED -> KernelReader.panicked(origin, at, data);
            case KERNEL_PANIC_REPORTED -> KernelReader.reported(origin, at, data);
            case KERNEL_PANIC_RECOVERED -> KernelReader.recovered(origin, at, data);
            case KERNEL_PANIC_DISPROVED -> KernelReader.disproved(origin, at, data);
            case KERNEL_OOPSED -> KernelReader.oopsed(origin, at, data);
            case NODE_LOST -> lost(origin, at, data);
            case NODE_REBOOTED -> new NodeRebooted(origin, at, data.text("previousBootId", Text.LONGEST_NAME));
        };
    }

    private static NodeLost lost(Origin origin, Instant at, JsonFields data) {
        return new NodeLost(
                origin,
                at,
                data.text("ready", NodeLost.LONGEST_READY),
                data.instantOrNull("renewedAt"),
                data.integer("leaseSeconds", 0, Integer.MAX_VALUE),
                data.text("message", NodeLost.LONGEST_MESSAGE + 1));
    }
}
