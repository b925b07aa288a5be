package io.hikeshi.responder.app.confirm;

import java.util.Locale;

/** Whether a node is dead, with what was seen of it. */
public sealed interface Answer {
    /** What was seen, in one line. */
    String seen();

    /** Not known yet: look again. */
    record Pending(String seen) implements Answer {}

    /** It is. */
    record Confirmed(String seen) implements Answer {}

    /** It never will be said: looking again would not help. */
    record Vetoed(Reason reason, String seen) implements Answer {}

    /** Why nothing may be destroyed. */
    enum Reason {
        /** It died, and is in another life by now: what runs there runs anew. */
        REBOOTED,
        /** A kernel is said to have panicked, and yet its node renews its Lease. */
        SUSPECTED_SPOOF,
        /** It was lost, and is there again. */
        ALIVE,
        /** No Node has that name. */
        NO_NODE,
        /** The cause does not say which boot died, so that none could be told from the next. */
        UNKNOWN_BOOT,
        /** There is no API server to ask. */
        NO_CLUSTER;

        /** {@code SUSPECTED_SPOOF} is {@code suspected-spoof}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
