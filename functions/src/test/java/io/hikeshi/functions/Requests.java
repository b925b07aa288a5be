package io.hikeshi.functions;

import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.action.ActionRequest.Mode;
import io.hikeshi.responder.action.Cause;
import io.hikeshi.responder.action.Confirm;
import io.hikeshi.responder.action.Target;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests as a responder makes them. */
public final class Requests {
    public static final Instant AT = Instant.parse("2026-05-01T10:00:00Z");

    private Requests() {}

    public static ActionRequest request(String incident, String action, Target target) {
        return new ActionRequest(incident, "segfault", action, target, 0, Map.of(), cause(), Mode.APPLY);
    }

    public static ActionRequest with(ActionRequest request, Map<String, String> with) {
        return changed(request, request.round(), with, request.mode());
    }

    public static ActionRequest shown(ActionRequest request) {
        return changed(request, request.round(), request.with(), Mode.SHOW);
    }

    /** After the rule's realert time. */
    public static ActionRequest nextRound(ActionRequest request) {
        return changed(request, request.round() + 1, request.with(), request.mode());
    }

    private static ActionRequest changed(ActionRequest request, int round, Map<String, String> with, Mode mode) {
        return new ActionRequest(
                request.incident(),
                request.rule(),
                request.action(),
                request.target(),
                round,
                with,
                request.cause(),
                mode,
                request.confirm(),
                request.confirmBy());
    }

    /** Of a node whose kernel panicked; {@code boot} is the boot that died, null if nobody knows. */
    public static ActionRequest panicked(
            String incident, String action, String node, @Nullable String boot, Confirm confirm) {
        return nodeEvent("kernel.panicked", incident, action, node, boot, confirm);
    }

    /** Of any event of a node's death. */
    public static ActionRequest nodeEvent(
            String kind, String incident, String action, String node, @Nullable String boot, Confirm confirm) {
        var title = "kernel panic: Fatal exception";
        return new ActionRequest(
                incident,
                "panic",
                action,
                new Target.Node(node),
                0,
                Map.of(),
                new Cause("e2", kind, title, "f2", node, null, AT, boot, null),
                Mode.APPLY,
                confirm,
                confirm == Confirm.NONE ? null : AT.plusSeconds(600));
    }

    /** Of another event of the incident, by another rule. */
    public static ActionRequest because(ActionRequest request, String rule, Cause cause) {
        return new ActionRequest(
                request.incident(),
                rule,
                request.action(),
                request.target(),
                request.round(),
                request.with(),
                cause,
                request.mode(),
                request.confirm(),
                request.confirmBy());
    }

    public static Attempt first(ActionRequest request) {
        return new Attempt(request, "lab", 1);
    }

    public static Attempt again(ActionRequest request) {
        return new Attempt(request, "lab", 2);
    }

    static Cause cause() {
        return new Cause("e1", "process.crashed", "cook died of SIGSEGV\n\u202eevil", "f1", "n1", "shop/web-1", AT);
    }
}
