package io.hikeshi.responder.action;

import io.hikeshi.sensor.event.EventId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One effect that a rule wants.
 *
 * @param incident the incident that everything done about this cause carries
 * @param rule the rule's name
 * @param action such as {@code cordon-node}
 * @param round counts the passings of the rule's realert time, from 0
 * @param with the action's settings, templates filled in
 * @param mode whether to do it, or only to say what would be done
 * @param confirm how sure the responder must be of the node's death before it asks
 * @param confirmBy until when it waits for that; null if there is nothing to confirm
 */
public record ActionRequest(
        String incident,
        String rule,
        String action,
        Target target,
        int round,
        Map<String, String> with,
        Cause cause,
        Mode mode,
        Confirm confirm,
        @Nullable Instant confirmBy) {
    /** Whether a request may change anything. */
    public enum Mode {
        /** Do it. */
        APPLY,
        /** Say exactly what would be done, and change nothing. */
        SHOW
    }

    public ActionRequest {
        if (incident.isEmpty() || rule.isEmpty() || action.isEmpty()) {
            throw new IllegalArgumentException("a request needs incident, rule and action");
        }
        if (round < 0) throw new IllegalArgumentException("round < 0: " + round);
        if ((confirm == Confirm.NONE) != (confirmBy == null)) {
            throw new IllegalArgumentException("confirm " + confirm.word() + " until " + confirmBy);
        }
        with = Map.copyOf(with);
    }

    /** One that needs no confirmation. */
    public ActionRequest(
            String incident,
            String rule,
            String action,
            Target target,
            int round,
            Map<String, String> with,
            Cause cause,
            Mode mode) {
        this(incident, rule, action, target, round, with, cause, mode, Confirm.NONE, null);
    }

    /**
     * Neither a second witness nor a reloaded rule file makes an action happen twice, whatever confirmation it waits for;
     * having shown an action does not keep it from being applied.
     */
    public String id() {
        var number = Integer.toString(round);
        return mode == Mode.SHOW
                ? EventId.hash(incident, rule, action, target.path(), number, "show")
                : EventId.hash(incident, rule, action, target.path(), number);
    }

    /** The same, only to be shown. */
    public ActionRequest shown() {
        return new ActionRequest(incident, rule, action, target, round, with, cause, Mode.SHOW, confirm, confirmBy);
    }

    /**
     * The API server's Audit-ID, which it cuts at 64 characters: one search finds all that an incident did.
     *
     * @param attempt counts the deliveries of this request, from 1
     */
    public String auditId(int attempt) {
        return incident + "/" + action + "/" + attempt;
    }
}
