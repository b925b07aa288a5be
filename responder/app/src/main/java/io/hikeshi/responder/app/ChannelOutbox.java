package io.hikeshi.responder.app;

import io.hikeshi.sensor.channel.Outbound;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** The channels on which the responder speaks. Unbounded buffers, because whoever sends waits before it sends more. */
@Singleton
final class ChannelOutbox implements Outbox {
    private final MutinyEmitter<Outbound> requests;
    private final MutinyEmitter<Outbound> timeline;
    private final MutinyEmitter<Outbound> findings;

    ChannelOutbox(
            @Channel("requests-out") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER) MutinyEmitter<Outbound> requests,
            @Channel("timeline-out") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER) MutinyEmitter<Outbound> timeline,
            @Channel("findings-out") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
                    MutinyEmitter<Outbound> findings) {
        this.requests = requests;
        this.timeline = timeline;
        this.findings = findings;
    }

    @Override
    public CompletionStage<Void> request(Outbound request) {
        return requests.send(request).subscribeAsCompletionStage();
    }

    @Override
    public CompletionStage<Void> timeline(Outbound entry) {
        return timeline.send(entry).subscribeAsCompletionStage();
    }

    @Override
    public CompletionStage<Void> finding(Outbound event) {
        return findings.send(event).subscribeAsCompletionStage();
    }
}
