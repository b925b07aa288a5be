package io.hikeshi.functions.deadnode;

import io.hikeshi.responder.action.Cause;
import io.hikeshi.sensor.event.Kind;
import java.util.Map;
import java.util.Optional;

/** How a node died, in the words of a pod's status and of annotations. */
public enum Death {
    KERNEL_PANIC("NodeKernelPanic", "kernel-panic"),
    /** Silent, and nobody heard its kernel say why. */
    LOST("NodeLost", "lost");

    private static final Map<String, Death> SAID_BY = Map.of(
            Kind.KERNEL_PANICKED.word(), KERNEL_PANIC,
            Kind.KERNEL_PANIC_REPORTED.word(), KERNEL_PANIC,
            Kind.KERNEL_PANIC_RECOVERED.word(), KERNEL_PANIC,
            Kind.NODE_LOST.word(), LOST);

    private final String reason;
    private final String code;

    Death(String reason, String code) {
        this.reason = reason;
        this.code = code;
    }

    /** Of a step against a dead node, whatever it was asked for. */
    public static Death of(Cause cause) {
        return cause.kind().startsWith("kernel.") ? KERNEL_PANIC : LOST;
    }

    /** Empty for what a node survives: an oops, a crash, a panic that was disproved. */
    public static Optional<Death> saidBy(Cause cause) {
        return Optional.ofNullable(SAID_BY.get(cause.kind()));
    }

    /** A pod's {@code status.reason}. */
    public String reason() {
        return reason;
    }

    /** The reason of its condition {@code DisruptionTarget}; Jobs match the type alone, so that ours may say more. */
    public String disruption() {
        return "DeletionBy" + reason;
    }

    /** Titus' word for it, where it has one. */
    public String code() {
        return code;
    }
}
