package io.hikeshi.responder.app;

import io.cloudevents.CloudEvent;
import io.hikeshi.responder.action.ActionCodec;
import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.action.Outcome;
import io.hikeshi.sensor.channel.Outbound;
import io.hikeshi.sensor.event.EventCodec;
import io.hikeshi.sensor.event.NodeEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Streams that drop what they stored before, by its id, as JetStream does. */
final class FakeStreams implements Outbox {
    private final Map<String, Outbound> requests = new LinkedHashMap<>();
    private final Map<String, Outbound> timeline = new LinkedHashMap<>();
    private final Map<String, Outbound> findings = new LinkedHashMap<>();
    private final Steps steps;

    FakeStreams(Steps steps) {
        this.steps = steps;
    }

    @Override
    public CompletionStage<Void> request(Outbound request) {
        return store(requests, request);
    }

    @Override
    public CompletionStage<Void> timeline(Outbound entry) {
        return store(timeline, entry);
    }

    @Override
    public CompletionStage<Void> finding(Outbound event) {
        return store(findings, event);
    }

    List<NodeEvent> findings() {
        return findings.values().stream()
                .map(finding -> EventCodec.decode(finding.event()))
                .toList();
    }

    List<Outbound> requested() {
        return new ArrayList<>(requests.values());
    }

    List<ActionRequest> requests() {
        return requests.values().stream()
                .map(request -> ActionCodec.decodeRequest(request.event()))
                .toList();
    }

    List<String> verdicts() {
        return timeline.values().stream()
                .map(Outbound::event)
                .filter(event -> event.getType().equals(Timeline.JUDGED))
                .map(FakeStreams::verdict)
                .toList();
    }

    List<Outcome> outcomes() {
        return timeline.values().stream()
                .map(Outbound::event)
                .filter(event -> !event.getType().equals(Timeline.JUDGED))
                .map(ActionCodec::decodeOutcome)
                .toList();
    }

    private CompletionStage<Void> store(Map<String, Outbound> stream, Outbound message) {
        steps.take(() -> stream.putIfAbsent(message.event().getId(), message));
        return CompletableFuture.completedFuture(null);
    }

    private static String verdict(CloudEvent event) {
        var data = LedgerJson.read(new String(event.getData().toBytes(), StandardCharsets.UTF_8), Map.class);
        return data.get("rule") + " " + data.get("verdict");
    }
}
