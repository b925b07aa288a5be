package io.hikeshi.sensor.channel;

import io.hikeshi.sensor.channel.Traffic.Count;
import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What one outbound channel has taken and its stream has not stored yet, oldest first. When anything goes wrong that
 * may heal, all that is in flight is published again in the same order: the message ids make that safe.
 */
final class Outbox implements Outlet, NatsLink.Watcher {
    private static final Logger LOG = Logger.getLogger(Outbox.class);
    /** How many may be in flight. Only one until it is known that the stream is there: else those behind it overtake. */
    private static final int WINDOW = 256;

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final String MESSAGE_ID = "Nats-Msg-Id";

    /** A letter on its way. */
    private static final class Entry {
        final Letter letter;
        final CompletableFuture<Void> stored = new CompletableFuture<>();
        boolean settled;

        Entry(Letter letter) {
            this.letter = letter;
        }
    }

    private final String channel;
    private final int capacity;
    private final NatsLink link;
    private final JetStreams streams;
    private final Traffic traffic;
    private final Executor answers;

    private final Deque<Entry> waiting = new ArrayDeque<>();
    private final Deque<Entry> inFlight = new ArrayDeque<>();
    private int buffered;
    /** Counts the times that we went back; answers from before one are old news. */
    private int round;

    private @Nullable JetStream stream;
    private int window = 1;
    private int failures;
    private boolean saidFull;
    private String lastTrouble = "";

    /** @param answers runs what waits for an answer, so that it may block without stopping NATS */
    Outbox(String channel, NatsConfig config, NatsLink link, Traffic traffic, Executor answers) {
        this.channel = channel;
        this.capacity = config.buffer();
        this.link = link;
        this.streams = new JetStreams(config);
        this.traffic = traffic;
        this.answers = answers;
        traffic.watch(this);
        link.watch(this);
    }

    @Override
    public synchronized CompletionStage<Void> send(Letter letter) {
        if (buffered >= capacity) return refuse(letter);
        saidFull = false;
        var entry = new Entry(letter);
        buffered++;
        waiting.add(entry);
        publishWaiting();
        return entry.stored;
    }

    @Override
    public synchronized int buffered() {
        return buffered;
    }

    @Override
    public synchronized int drain(Duration most) {
        long end = System.nanoTime() + most.toNanos();
        try {
            for (long left = most.toMillis(); buffered > 0 && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (buffered > 0) {
            traffic.add(Count.DROPPED, buffered);
            LOG.warnf("dropped channel=%s lost=%d reason=NATS did not take them before the stop", channel, buffered);
        }
        return buffered;
    }

    @Override
    public synchronized void connected(Connection connection) {
        goBack();
        try {
            stream = connection.jetStream();
        } catch (IOException e) {
            LOG.debugf(e, "connection broke at once channel=%s", channel);
        }
        publishWaiting();
    }

    @Override
    public synchronized void disconnected() {
        goBack();
    }

    @Override
    public synchronized void forbidden(String subject) {
        var reason = "cannot publish on " + subject
                + ": NATS forbids it to us; check the permissions of the user, and hikeshi.cluster and hikeshi.node";
        for (Entry entry : new ArrayList<>(inFlight)) {
            if (entry.letter.subject().equals(subject)) settle(entry, new Refused(reason));
        }
        publishWaiting();
    }

    private void publishWaiting() {
        while (stream != null && inFlight.size() < window && !waiting.isEmpty()) {
            var entry = waiting.remove();
            if (!entry.settled) publish(stream, entry);
        }
    }

    private void publish(JetStream stream, Entry entry) {
        inFlight.add(entry);
        int publishedIn = round;
        var letter = entry.letter;
        var headers = new Headers();
        letter.headers().forEach(headers::put);
        try {
            headers.put(MESSAGE_ID, letter.id());
            var unused = stream.publishAsync(letter.subject(), headers, letter.body())
                    .whenComplete((ack, failure) -> answered(entry, publishedIn, failure));
        } catch (IllegalArgumentException e) {
            settle(entry, new Refused("cannot publish on " + letter.subject() + ": " + e.getMessage(), e));
        } catch (IllegalStateException e) {
            goBack();
        }
    }

    private synchronized void answered(Entry entry, int publishedIn, @Nullable Throwable failure) {
        if (failure == null) {
            if (publishedIn == round) window = WINDOW;
            failures = 0;
            settle(entry, null);
        } else if (PublishFailure.isFinal(failure)) {
            settle(entry, PublishFailure.refused(entry.letter, failure));
        } else if (publishedIn == round) {
            goBack();
            retry(entry.letter, failure);
        }
        publishWaiting();
    }

    private synchronized void goBack() {
        round++;
        window = 1;
        stream = null;
        while (!inFlight.isEmpty()) waiting.addFirst(inFlight.removeLast());
    }

    /** The server may have lost the stream, or never had it. */
    private void resume(Letter letter) {
        try {
            var connection = link.connection();
            streams.ensure(connection, StoredStream.of(letter.subject()));
            connected(connection);
        } catch (IOException | JetStreamApiException e) {
            retry(letter, e);
        } catch (IllegalStateException e) {
            LOG.debugf("left the retry to the next connection channel=%s", channel);
        }
    }

    /** The first time at once and in silence: mostly it is only a stream that nobody has created yet. */
    private synchronized void retry(Letter letter, Throwable failure) {
        if (failures > 0) say(failure);
        link.later(() -> resume(letter), failures == 0 ? Duration.ZERO : PAUSE);
        failures++;
    }

    private void settle(Entry entry, @Nullable Refused refused) {
        if (entry.settled) return;
        entry.settled = true;
        inFlight.remove(entry);
        buffered--;
        notifyAll();
        if (refused == null) {
            lastTrouble = "";
            traffic.add(Count.PUBLISHED);
            answers.execute(() -> entry.stored.complete(null));
        } else {
            traffic.add(Count.FAILED);
            LOG.errorf(
                    "failed to publish channel=%s event=%s reason=%s",
                    channel, entry.letter.id(), refused.getMessage());
            answers.execute(() -> entry.stored.completeExceptionally(refused));
        }
    }

    /** The newest goes: what led to a flood stands at its beginning, and what was taken stays taken. */
    private CompletionStage<Void> refuse(Letter letter) {
        traffic.add(Count.DROPPED);
        var reason = "cannot take " + letter.subject() + ": " + capacity
                + " events wait for NATS already; see why NATS does not take them, or raise hikeshi.nats.buffer";
        if (!saidFull) LOG.warnf("dropped channel=%s event=%s reason=%s", channel, letter.id(), reason);
        saidFull = true;
        return CompletableFuture.failedFuture(new Refused(reason));
    }

    private void say(Throwable failure) {
        var trouble = PublishFailure.reason(failure);
        if (trouble.equals(lastTrouble)) return;
        LOG.warnf("failed to publish for now, trying again for ever channel=%s reason=%s", channel, trouble);
        lastTrouble = trouble;
    }
}
