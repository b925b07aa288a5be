package io.hikeshi.responder.cli;

import io.hikeshi.sensor.event.Diagnosis;
import io.hikeshi.sensor.event.KernelOopsed;
import io.hikeshi.sensor.event.KernelPanicDisproved;
import io.hikeshi.sensor.event.KernelPanicRecovered;
import io.hikeshi.sensor.event.KernelPanicReported;
import io.hikeshi.sensor.event.KernelPanicked;
import io.hikeshi.sensor.event.NodeEvent;
import io.hikeshi.sensor.event.NodeLost;
import io.hikeshi.sensor.event.NodeRebooted;
import io.hikeshi.sensor.event.Sender;
import io.hikeshi.sensor.event.Text;
import io.hikeshi.sensor.event.Transcript;
import java.util.stream.Collectors;

/**
 * What happened to a node, in one line; below a kernel's text stands where it died.
 *
 * <p>{@code node-3 KERNEL PANIC Attempted to kill init! (192.0.2.7, extended, nonce verified)}
 */
final class NodeLine {
    private static final int TRACE_LINES = 6;
    private static final int LONGEST = 400;

    private NodeLine() {}

    static String of(NodeEvent event) {
        return shown(event.origin().node()) + " " + what(event);
    }

    private static String what(NodeEvent event) {
        if (event instanceof KernelPanicked panic) {
            return "KERNEL PANIC " + shown(panic.reason()) + " (" + sender(panic.sender()) + ")";
        }
        if (event instanceof KernelPanicReported panic) {
            return "panic text: " + shown(panic.title()) + loss(panic.transcript()) + trace(panic.diagnosis());
        }
        if (event instanceof KernelPanicRecovered panic) {
            return "panic text from " + panic.backend() + ": " + shown(panic.title()) + loss(panic.transcript())
                    + trace(panic.diagnosis());
        }
        if (event instanceof KernelPanicDisproved panic) {
            return "lives, its panic is a " + shown(panic.reason()) + ": " + shown(panic.evidence());
        }
        if (event instanceof KernelOopsed oops) {
            return "kernel trouble: " + shown(oops.title()) + " (" + oops.via() + ")" + trace(oops.diagnosis());
        }
        if (event instanceof NodeLost lost)
            return "LOST: its Lease was last renewed at " + lost.renewedAt() + ", Ready " + lost.ready();
        if (event instanceof NodeRebooted)
            return "rebooted: now boot " + event.origin().bootId();
        throw new IllegalArgumentException("no words for " + event.kind());
    }

    private static String sender(Sender sender) {
        return shown(sender.address()) + ", " + sender.format() + ", nonce "
                + sender.nonce().word() + (sender.known() ? "" : ", no known node");
    }

    private static String loss(Transcript transcript) {
        if (!transcript.incomplete()) return "";
        return " (incomplete: %d records missing, end %s)".formatted(transcript.missing(), transcript.end());
    }

    private static String trace(Diagnosis diagnosis) {
        return diagnosis.trace().stream()
                .limit(TRACE_LINES)
                .map(line -> "\n    " + shown(line))
                .collect(Collectors.joining());
    }

    private static String shown(String text) {
        return Text.printable(text, LONGEST);
    }
}
