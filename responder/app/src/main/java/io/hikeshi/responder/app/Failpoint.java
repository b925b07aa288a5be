package io.hikeshi.responder.app;

import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Named places where a test may stop the process for good, to kill it there: {@code HIKESHI_FAILPOINTS="judged,acted"}.
 * Of an event: decoded, judged, requested, remembered. Of a request: claimed, acted, recorded.
 */
final class Failpoint {
    private static final Set<String> STOPS =
            Set.of(System.getenv().getOrDefault("HIKESHI_FAILPOINTS", "").split(","));

    private static final boolean ARMED = System.getenv("HIKESHI_FAILPOINTS") != null;

    private Failpoint() {}

    @SuppressWarnings("SystemOut")
    static void reach(String name) {
        if (!ARMED || !STOPS.contains(name)) return;
        System.err.println("reached failpoint name=" + name);
        while (true) LockSupport.park();
    }
}
