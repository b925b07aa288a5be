package io.hikeshi.sensor.channel;

import io.hikeshi.sensor.channel.Traffic.Count;
import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.PublishOptions;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One outbound channel to JetStream. When anything goes wrong that may heal, all that is in flight is published again
 * in the same order: the message ids make that safe.
 */
final class Outbox implements Outlet, NatsLink.Watcher {
    private static final Logger LOG = Logger.getLogger(Outbox.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final String MESSAGE_ID = "Nats-Msg-Id";
    /** The server answers what it will not store: {@code JSStreamNotMatchErr}. */
    private static final PublishOptions STORED_BY_NONE =
            PublishOptions.builder().expectedStream("none").build();

    private final String channel;
    private final int capacity;
    private final NatsLink link;
    private final JetStreams streams;
    private final Traffic traffic;
    private final Executor answers;

    private final Backlog backlog = new Backlog();
    private @Nullable JetStream stream;
    /** Waits for the first connection. */
    private @Nullable Letter rehearsal;

    private int failures;
    private boolean saidFull;
    /** Since the stream last took something. */
    private final Set<String> saidTroubles = new HashSet<>();

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
        if (backlog.size() >= capacity) return refuse(letter);
        saidFull = false;
        var entry = backlog.add(letter);
        publishWaiting();
        return entry.answer;
    }

    @Override
    public synchronized void rehearse(Letter letter) {
        rehearsal = letter;
        publishRehearsal();
    }

    @Override
    public synchronized int buffered() {
        return backlog.size();
    }

    @Override
    public synchronized int drain(Duration most) {
        long end = System.nanoTime() + most.toNanos();
        try {
            for (long left = most.toMillis();
                    backlog.size() > 0 && left > 0;
                    left = Transport.until(end).toMillis()) {
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        int lost = backlog.size();
        if (lost > 0) {
            traffic.add(Count.DROPPED, lost);
            LOG.warnf("dropped channel=%s lost=%d reason=NATS did not take them before the stop", channel, lost);
        }
        return lost;
    }

    @Override
    public synchronized void connected(Connection connection) {
        disconnected();
        try {
            stream = connection.jetStream();
        } catch (IOException e) {
            LOG.debugf(e, "connection broke at once channel=%s", channel);
        }
        publishRehearsal();
        publishWaiting();
    }

    @Override
    public synchronized void disconnected() {
        stream = null;
        backlog.goBack();
    }

    @Override
    public synchronized void forbidden(String subject) {
        var reason = "cannot publish on " + subject
                + ": NATS forbids it to us; check the permissions of the user, and hikeshi.cluster and hikeshi.node";
        backlog.inFlightOn(subject).forEach(entry -> failed(entry, new Refused(reason)));
        publishWaiting();
    }

    private void publishWaiting() {
        while (stream != null) {
            var entry = backlog.next();
            if (entry == null) return;
            publish(stream, entry);
        }
    }

    private void publishRehearsal() {
        var letter = rehearsal;
        if (letter == null || stream == null) return;
        rehearsal = null;
        try {
            var unused = stream.publishAsync(letter.subject(), headers(letter), letter.body(), STORED_BY_NONE)
                    .whenComplete((ack, refusal) -> LOG.debugf("rehearsed channel=%s answer=%s", channel, refusal));
        } catch (IllegalArgumentException | IllegalStateException e) {
            LOG.debugf(e, "rehearsed nothing channel=%s", channel);
        }
    }

    private static Headers headers(Letter letter) {
        var headers = new Headers();
        letter.headers().forEach(headers::put);
        headers.put(MESSAGE_ID, letter.id());
        return headers;
    }

    private void publish(JetStream stream, Backlog.Entry entry) {
        int publishedIn = backlog.round();
        var letter = entry.letter;
        try {
            var unused = stream.publishAsync(letter.subject(), headers(letter), letter.body())
                    .whenComplete((ack, failure) -> answered(entry, publishedIn, failure));
        } catch (IllegalArgumentException e) {
            failed(entry, PublishFailure.refused(letter, e));
        } catch (IllegalStateException e) {
            // The connection has just closed: the link will tell.
            disconnected();
        }
    }

    private synchronized void answered(Backlog.Entry entry, int publishedIn, @Nullable Throwable failure) {
        if (failure == null) {
            stored(entry, publishedIn);
        } else if (PublishFailure.isFinal(failure)) {
            failed(entry, PublishFailure.refused(entry.letter, failure));
        } else if (publishedIn == backlog.round()) {
            disconnected();
            retry(entry.letter, failure);
        }
        publishWaiting();
    }

    private void stored(Backlog.Entry entry, int publishedIn) {
        if (publishedIn == backlog.round()) backlog.widen();
        failures = 0;
        saidTroubles.clear();
        if (!backlog.settle(entry)) return;
        traffic.add(Count.PUBLISHED);
        answers.execute(() -> entry.answer.complete(null));
        notifyAll();
    }

    private void failed(Backlog.Entry entry, Refused refused) {
        if (!backlog.settle(entry)) return;
        traffic.add(Count.FAILED);
        LOG.errorf("failed to publish channel=%s event=%s reason=%s", channel, entry.letter.id(), refused.getMessage());
        answers.execute(() -> entry.answer.completeExceptionally(refused));
        notifyAll();
    }

    /** The first time at once and in silence: mostly it is only a stream that nobody has created yet. */
    private synchronized void retry(Letter letter, Throwable failure) {
        if (failures > 0) say(failure);
        link.later(() -> resume(letter), failures == 0 ? Duration.ZERO : PAUSE);
        failures++;
    }

    /** The server may have lost the stream, or never had it. */
    private void resume(Letter letter) {
        try {
            var connection = link.connection();
            ensure(connection, StoredStream.of(letter.subject()));
            connected(connection);
        } catch (IllegalStateException e) {
            LOG.debugf("left the retry to the next connection channel=%s", channel);
        }
    }

    /** Who may only publish can neither look for a stream nor create it: publishing tells whether somebody else has. */
    private void ensure(Connection connection, StoredStream stored) {
        try {
            streams.ensure(connection, stored);
        } catch (IOException | JetStreamApiException e) {
            say(e);
        }
    }

    /** The newest goes: what led to a flood stands at its beginning, and what was taken stays taken. */
    private CompletionStage<Void> refuse(Letter letter) {
        traffic.add(Count.DROPPED);
        var reason = "cannot take " + letter.subject() + ": " + capacity
                + " events wait for NATS already; see why NATS does not take them, or raise hikeshi.nats.buffer";
        if (!saidFull) LOG.warnf("dropped channel=%s event=%s reason=%s", channel, letter.id(), reason);
        saidFull = true;
        return CompletableFuture.failedFuture(Refused.forNow(reason));
    }

    private synchronized void say(Throwable failure) {
        var trouble = PublishFailure.reason(failure);
        if (!saidTroubles.add(trouble)) return;
        LOG.warnf("failed to publish for now, trying again for ever channel=%s reason=%s", channel, trouble);
    }
}
