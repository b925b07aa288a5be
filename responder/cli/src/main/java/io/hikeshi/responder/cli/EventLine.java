package io.hikeshi.responder.cli;

import io.cloudevents.CloudEvent;
import io.hikeshi.responder.action.ActionCodec;
import io.hikeshi.responder.action.Outcome;
import io.hikeshi.sensor.event.EventCodec;
import io.hikeshi.sensor.event.Kind;
import io.hikeshi.sensor.event.NodeEvent;
import io.hikeshi.sensor.event.ProcessDeath;
import io.hikeshi.sensor.event.Text;
import java.util.Locale;
import java.util.Optional;

/** Any of our CloudEvents as the one line that a person reads; empty for those that would only repeat another line. */
final class EventLine {
    private static final int LONGEST_DETAIL = 600;

    private EventLine() {}

    /** @param verbose also verdicts that say no */
    static Optional<String> of(CloudEvent event, boolean verbose) {
        var type = event.getType();
        if (Kind.isType(type)) return Optional.of(happened(EventCodec.decode(event)));
        if (type.equals(ActionCodec.REQUESTED)) return Optional.empty();
        if (type.startsWith(Kind.TYPE_PREFIX + "action."))
            return Optional.of(outcome(ActionCodec.decodeOutcome(event)));
        return VerdictLine.of(event, verbose);
    }

    private static String happened(NodeEvent event) {
        return event instanceof ProcessDeath death ? DeathLine.of(death) : NodeLine.of(event);
    }

    private static String outcome(Outcome outcome) {
        var status = outcome.status().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return "  action %s %s on %s: %s"
                .formatted(
                        outcome.action(),
                        status,
                        outcome.target().path(),
                        Text.printable(outcome.detail(), LONGEST_DETAIL));
    }
}
