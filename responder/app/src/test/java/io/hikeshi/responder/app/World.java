package io.hikeshi.responder.app;

import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.app.confirm.Confirmation;
import io.hikeshi.responder.app.confirm.Knocks;
import io.hikeshi.sensor.channel.Inbound;
import io.hikeshi.sensor.channel.Outbound;
import io.hikeshi.sensor.event.NodeEvent;
import io.hikeshi.sensor.event.Pod;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** All that is around a responder, and outlives it. */
final class World {
    static final String RULES = """
            apiVersion: hikeshi.io/v1
            kind: Rules
            rules:
              - name: web-crashed
                on: [process.crashed]
                realert: 10m
                then:
                  - action: annotate-pod
                  - action: page-oncall
                    with: { summary: "{event.title}" }
              - name: tier
                on: [process.crashed]
                when: pod.labels["tier"] == "web"
                then: [{ action: cordon-node }]
            """;

    final Steps steps = new Steps();
    final Ledger ledger = new SteppedLedger(steps);
    final FakeStreams streams = new FakeStreams(steps);
    final FakeFunctions functions = new FakeFunctions();
    final MovableClock clock = new MovableClock(Deaths.AT.plusSeconds(1));
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    final Map<String, Pod> pods = new HashMap<>();
    final FakeNodes nodes = new FakeNodes();
    private Confirmation confirmation = confirmation();
    private final RulesInForce rules;
    private boolean apiServerAway;

    World(Path folder) {
        this(folder, RULES);
    }

    World(Path folder, String yaml) {
        try {
            rules = new RulesInForce(Files.writeString(folder.resolve("rules.yaml"), yaml), clock.instant());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What processes remembered by themselves is gone; the clock and all that is stored are not. */
    void restart() {
        confirmation = confirmation();
    }

    private Confirmation confirmation() {
        return new Confirmation(Optional.of(nodes), new Knocks(nodes, Runnable::run, clock), node -> false, clock);
    }

    void stopApiServer() {
        apiServerAway = true;
    }

    /** A process that knows nothing of those before it considers one delivery of an event. */
    void consider(NodeEvent event, long delivery) {
        consider(Deaths.delivered(event, delivery));
    }

    void consider(Inbound inbound) {
        responder().consider(inbound);
    }

    /** A process that knows nothing of those before it gets one delivery of a request. */
    void dispatch(Outbound request, long delivery) {
        dispatcher(functions).dispatch(delivered(request, delivery));
    }

    static Inbound delivered(Outbound request, long delivery) {
        return new Inbound(request.subject(), request.event(), delivery);
    }

    private Responder responder() {
        return new Responder(
                "default",
                ActionRequest.Mode.APPLY,
                rules,
                new Completion(this::find),
                new Incidents(ledger, Duration.ofMinutes(30)),
                new Rounds(ledger, ActionRequest.Mode.APPLY),
                streams,
                new Meters(metrics),
                clock);
    }

    Dispatcher dispatcher(Functions functions) {
        return dispatcher(functions, ActionRequest.Mode.APPLY);
    }

    Dispatcher dispatcher(Functions functions, ActionRequest.Mode mode) {
        return dispatcher(functions, mode, 1);
    }

    /** @param together how many requests of one action may be under way */
    Dispatcher dispatcher(Functions functions, ActionRequest.Mode mode, int together) {
        var meters = new Meters(metrics);
        var claims = new Claims(ledger);
        return new Dispatcher(
                "default",
                mode,
                together,
                new Settlement("default", functions, gate(), claims, streams, meters, clock, backoff()),
                meters,
                backoff());
    }

    private Gate gate() {
        return new Gate(
                confirmation,
                new Budgets("default", () -> rules.rules().budgets(), ledger, Optional.of(nodes), clock),
                new Waiting(ledger, streams, new Timeline("default"), new Meters(metrics), clock),
                new Findings("default", streams, clock),
                new PagedNews(ledger),
                clock,
                backoff());
    }

    private static Backoff backoff() {
        return new Backoff(new Random(7));
    }

    private Optional<Pod> find(String uid, String node) throws PodsUnavailable {
        if (apiServerAway) throw new PodsUnavailable("cannot list the pods of node " + node, new IOException("away"));
        return Optional.ofNullable(pods.get(uid));
    }
}
