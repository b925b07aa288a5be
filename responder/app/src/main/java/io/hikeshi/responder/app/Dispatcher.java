package io.hikeshi.responder.app;

import io.hikeshi.responder.action.ActionCodec;
import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.rules.ActionKind;
import io.hikeshi.sensor.channel.Inbound;
import io.hikeshi.sensor.channel.Poison;
import io.hikeshi.sensor.channel.RetryLater;
import io.hikeshi.sensor.event.MalformedEvent;
import io.hikeshi.sensor.event.Traceparent;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/** Lets in what is really a request of this cluster's responders, and of each action only so many at once, for one target one. */
final class Dispatcher {
    private final String cluster;
    private final ActionRequest.Mode mode;
    private final Settlement settlement;
    private final Meters meters;
    private final Backoff backoff;
    private final Map<String, Semaphore> permits;
    /** What one action is doing to one target: of two pages at once, the poorer could arrive last. */
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    /**
     * @param mode with {@code SHOW}, nothing is applied, whatever a request says
     * @param together how many requests of one action may be under way, so that a slow function leaves workers to others
     */
    Dispatcher(
            String cluster,
            ActionRequest.Mode mode,
            int together,
            Settlement settlement,
            Meters meters,
            Backoff backoff) {
        this.cluster = cluster;
        this.mode = mode;
        this.settlement = settlement;
        this.meters = meters;
        this.backoff = backoff;
        this.permits = Arrays.stream(ActionKind.values())
                .collect(Collectors.toMap(ActionKind::word, action -> new Semaphore(together)));
    }

    /** Returns once the outcome is durable. */
    void dispatch(Inbound inbound) {
        var request = braked(decode(inbound));
        var permit = permits.get(request.action());
        if (permit == null) throw new Poison("refused request " + request.id() + ": no action " + request.action());
        if (!permit.tryAcquire()) {
            throw new RetryLater(request.action() + " has enough to do", backoff.inLine(inbound.delivery()));
        }
        try {
            settle(request, inbound);
        } finally {
            permit.release();
        }
    }

    private void settle(ActionRequest request, Inbound inbound) {
        if (!underWay.add(inbound.subject())) {
            throw new RetryLater("one before it is under way", backoff.inLine(inbound.delivery()));
        }
        try {
            var event = ActionCodec.encode(request, cluster, Traceparent.carriedBy(inbound.event()));
            settlement.settle(request, event, inbound.delivery());
        } finally {
            underWay.remove(inbound.subject());
        }
    }

    private ActionRequest decode(Inbound inbound) {
        try {
            var request = ActionCodec.decodeRequest(inbound.event());
            var source = inbound.event().getSource();
            var isOurs = source.equals(ActionCodec.responderOf(cluster));
            if (isOurs && Subjects.of(request, cluster).equals(inbound.subject())) return request;
            meters.refused("forged");
            throw new Poison("refused request " + request.id() + ": its source " + source
                    + " may not ask for it on subject " + inbound.subject() + " in cluster " + cluster);
        } catch (MalformedEvent e) {
            meters.refused("malformed");
            throw new Poison(String.valueOf(e.getMessage()));
        }
    }

    /** What was asked for before the operator turned actions off is only shown. */
    private ActionRequest braked(ActionRequest request) {
        return mode == ActionRequest.Mode.SHOW ? request.shown() : request;
    }
}
