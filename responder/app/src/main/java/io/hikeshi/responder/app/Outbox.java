package io.hikeshi.responder.app;

import io.hikeshi.sensor.channel.Outbound;
import java.util.concurrent.CompletionStage;

/** What leaves the responder. Each stage completes once the stream has stored the message. */
interface Outbox {
    CompletionStage<Void> request(Outbound request);

    CompletionStage<Void> timeline(Outbound entry);

    /** An event that the responder found out itself; comes in again as any other. */
    CompletionStage<Void> finding(Outbound event);
}
