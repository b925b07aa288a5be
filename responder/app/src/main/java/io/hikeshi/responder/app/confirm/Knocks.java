package io.hikeshi.responder.app.confirm;

import io.hikeshi.responder.app.confirm.Kubelets.Heard;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Knocks at kubelets while nobody waits: silence takes seconds to hear, and when a rack dies, its hundred silent kubelets must not
 * hold up the steps for other nodes. One knock serves all who ask for the same kubelet.
 */
public final class Knocks {
    /** How long it counts what was heard: a few looks long, and shorter than any silence of a Lease that is believed. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    private static final int MOST_AT_ONCE = 64;
    private static final int MOST_KNOWN = 10_000;
    private static final long IDLE_SECONDS = 30;

    private final Kubelets kubelets;
    private final Executor threads;
    private final Clock clock;
    private final Map<List<InetSocketAddress>, CompletableFuture<Knocked>> knocks = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<InetSocketAddress>, CompletableFuture<Knocked>> eldest) {
            return size() > MOST_KNOWN;
        }
    };

    public Knocks(Kubelets kubelets, Executor threads, Clock clock) {
        this.kubelets = kubelets;
        this.threads = threads;
        this.clock = clock;
    }

    private record Knocked(Heard heard, Instant at) {}

    /** Over the network, by threads of its own that end when there is nobody to knock for. */
    public static Knocks overTcp(Clock clock) {
        var threads = new ThreadPoolExecutor(
                MOST_AT_ONCE, MOST_AT_ONCE, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), knock -> {
                    var thread = new Thread(knock, "kubelet-knock");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return new Knocks(Kubelets.OVER_TCP, threads, clock);
    }

    /**
     * What was heard lately; empty while somebody still knocks, which this call begins if need be. Does not block.
     *
     * @param kubelet the addresses of one kubelet
     */
    synchronized Optional<Heard> at(List<InetSocketAddress> kubelet) {
        var known = knocks.get(kubelet);
        if (known == null || isStale(known)) {
            known = CompletableFuture.supplyAsync(() -> knock(kubelet), threads);
            knocks.put(kubelet, known);
        }
        return known.isDone() ? Optional.of(known.join().heard()) : Optional.empty();
    }

    private boolean isStale(CompletableFuture<Knocked> knock) {
        if (!knock.isDone()) return false;
        return knock.isCompletedExceptionally() || knock.join().at().plus(FRESH).isBefore(clock.instant());
    }

    private Knocked knock(List<InetSocketAddress> kubelet) {
        return new Knocked(kubelets.knock(kubelet), clock.instant());
    }
}
