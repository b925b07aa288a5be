package io.hikeshi.sensor.event;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a kernel wrote behind {@code Kernel panic - not syncing:}. */
final class PanicReason {
    static final int LONGEST = 256;

    private static final Pattern NUMBER = Pattern.compile("(?:0x)?[0-9a-fA-F]*[0-9][0-9a-fA-F]*");

    private PanicReason() {}

    static String bounded(String reason) {
        return Text.printable(reason.strip(), LONGEST);
    }

    /** Without numbers and addresses, which differ between panics of one cause. */
    static String normalised(String reason) {
        return NUMBER.matcher(reason).replaceAll("N");
    }

    static String title(String reason) {
        return reason.isEmpty() ? "kernel panic" : "kernel panic: " + reason;
    }

    /** Two witnesses of one panic agree on node, time and reason; where the kernel prints no time, the boot stands for it. */
    static String id(Kind kind, Origin origin, @Nullable Long usec, String reason) {
        var when = usec == null ? origin.bootId() : Long.toString(usec);
        return EventId.hash(kind.word(), origin.node(), when, normalised(reason));
    }
}
