package io.hikeshi.functions;

import io.hikeshi.functions.cluster.PatchRehearsal;
import io.hikeshi.responder.action.ActionCodec;
import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.action.Cause;
import io.hikeshi.responder.action.Outcome;
import io.hikeshi.responder.action.Target;
import io.hikeshi.sensor.event.Kind;
import io.hikeshi.sensor.event.StructuredJson;
import java.time.Instant;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Does once, before it matters, what the first request will ask for: classes that are not loaded yet cost it half a second.
 * All of it in memory; nothing is asked of anybody, counted or logged.
 */
final class Rehearsal {
    private static final Logger LOG = Logger.getLogger(Rehearsal.class);

    private static final String NODE = "rehearsal";
    private static final ActionRequest REQUEST = new ActionRequest(
            "rehearsal",
            "rehearsal",
            "cordon-node",
            new Target.Node(NODE),
            0,
            Map.of(),
            new Cause("e", Kind.KERNEL_PANICKED.word(), "kernel panic: rehearsal", "f", NODE, null, Instant.EPOCH),
            ActionRequest.Mode.APPLY);

    private final String cluster;
    private final PatchRehearsal patch;

    Rehearsal(String cluster, PatchRehearsal patch) {
        this.cluster = cluster;
        this.patch = patch;
    }

    /** Never fails: without it the first request takes longer, and that is all. */
    void play() {
        long began = System.nanoTime();
        try {
            perform();
            LOG.infof("rehearsed after=%dms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
        } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {
            LOG.warn("rehearsed nothing reason=unforeseen", e);
        }
    }

    /** @return what would have been answered, encoded and thrown away */
    Outcome perform() {
        byte[] sent = StructuredJson.write(ActionCodec.encode(REQUEST, cluster, null));
        var request = ActionCodec.decodeRequest(StructuredJson.read(sent));
        var result = patch.play(new Attempt(request, cluster, 1)).orElse(Result.skipped("there is no cluster"));
        var outcome = Outcome.of(request, result.status(), result.detail(), 1, Instant.EPOCH);
        StructuredJson.write(ActionCodec.encode(outcome, cluster, null));
        return outcome;
    }
}
