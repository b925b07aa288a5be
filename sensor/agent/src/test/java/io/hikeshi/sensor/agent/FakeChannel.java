package io.hikeshi.sensor.agent;

import io.hikeshi.sensor.channel.Outbound;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Takes all at once, and stores it when told to: at once, later, or never. */
final class FakeChannel {
    private final Queue<Outbound> sent = new ConcurrentLinkedQueue<>();
    private final Queue<CompletableFuture<Void>> unstored = new ConcurrentLinkedQueue<>();
    private volatile boolean away;
    private volatile @Nullable RuntimeException refusal;

    CompletionStage<Void> send(Outbound outbound) {
        sent.add(outbound);
        if (refusal != null) return CompletableFuture.failedFuture(refusal);
        if (!away) return CompletableFuture.completedFuture(null);
        var store = new CompletableFuture<Void>();
        unstored.add(store);
        return store;
    }

    void goAway() {
        away = true;
    }

    void comeBack() {
        away = false;
        unstored.forEach(store -> store.complete(null));
    }

    void refuse(RuntimeException why) {
        refusal = why;
    }

    void accept() {
        refusal = null;
    }

    List<String> ids() {
        return sent.stream().map(outbound -> outbound.event().getId()).toList();
    }

    List<Outbound> sent() {
        return List.copyOf(sent);
    }
}
