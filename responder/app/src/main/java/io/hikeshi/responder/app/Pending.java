package io.hikeshi.responder.app;

import io.hikeshi.sensor.channel.RetryLater;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Messages on their way. What they tell about is acknowledged only once all of them are stored. */
final class Pending {
    /** Longer than a NATS server takes to elect a new leader, shorter than the broker waits for our acknowledgement. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration RETRY = Duration.ofSeconds(2);

    private final List<CompletableFuture<Void>> sent = new ArrayList<>();

    void add(CompletionStage<Void> sending) {
        sent.add(sending.toCompletableFuture());
    }

    /** @throws RetryLater if one was not stored; all are sent again then, with the same ids */
    void await() {
        try {
            CompletableFuture.allOf(sent.toArray(CompletableFuture<?>[]::new))
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RetryLater("stopping", RETRY);
        } catch (ExecutionException e) {
            throw new RetryLater("not stored: " + e.getCause(), RETRY);
        } catch (TimeoutException e) {
            throw new RetryLater("not stored within " + PATIENCE.toSeconds() + " s", RETRY);
        }
    }
}
