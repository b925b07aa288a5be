package io.hikeshi.sensor.channel;

import io.hikeshi.sensor.channel.Traffic.Count;
import io.hikeshi.sensor.event.MalformedEvent;
import io.hikeshi.sensor.event.Text;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Hands deliveries to the consumer of one channel, and does with each what the consumer's answer means. */
final class Handover {
    private static final Logger LOG = Logger.getLogger(Handover.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final String channel;
    private final int maxDeliver;
    private final Outlet deadLetters;
    private final Traffic traffic;
    private final Runnable onSettled;
    private final Strikes strikes = new Strikes();
    private final Set<Delivery> outstanding = ConcurrentHashMap.newKeySet();

    Handover(String channel, int maxDeliver, Outlet deadLetters, Traffic traffic, Runnable onSettled) {
        this.channel = channel;
        this.maxDeliver = maxDeliver;
        this.deadLetters = deadLetters;
        this.traffic = traffic;
        this.onSettled = onSettled;
    }

    int outstanding() {
        return outstanding.size();
    }

    /** A message for the consumer; null if the delivery was put aside because no consumer can do anything with it. */
    @Nullable
    Message<Inbound> open(Delivery delivery) {
        traffic.add(Count.RECEIVED);
        if (delivery.count() > 1) traffic.add(Count.REDELIVERED);
        outstanding.add(delivery);
        try {
            var letter = delivery.letter();
            var inbound = new Inbound(letter.subject(), letter.open(), delivery.count());
            return Message.of(inbound, () -> done(delivery), failure -> failed(delivery, failure));
        } catch (MalformedEvent e) {
            putAside(delivery, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            failed(delivery, e);
        }
        return null;
    }

    /** The consumer itself did not take it. */
    void notTaken(Delivery delivery, RuntimeException failure) {
        failed(delivery, failure);
    }

    /** Long work must not look like a dead consumer. */
    void tellProgress() {
        outstanding.forEach(Delivery::inProgress);
    }

    /** What nobody will finish goes to the next consumer at once. */
    void giveBack() {
        for (Delivery delivery : outstanding) {
            delivery.nak(Duration.ZERO);
            settle(delivery);
        }
    }

    private CompletionStage<Void> done(Delivery delivery) {
        delivery.ack();
        strikes.forget(delivery.key());
        settle(delivery);
        return CompletableFuture.completedFuture(null);
    }

    private CompletionStage<Void> failed(Delivery delivery, Throwable failure) {
        var reason = failure.getMessage() == null ? failure.getClass().getName() : failure.getMessage();
        if (failure instanceof Poison) {
            putAside(delivery, reason);
        } else if (failure instanceof RetryLater later) {
            retry(delivery, later.delay(), null, reason);
        } else {
            strike(delivery, failure, reason);
        }
        return CompletableFuture.completedFuture(null);
    }

    private void strike(Delivery delivery, Throwable failure, String reason) {
        int count = strikes.add(delivery.key());
        if (count < maxDeliver) retry(delivery, pause(count), failure, reason);
        else putAside(delivery, "failed " + count + " times, at last: " + reason);
    }

    /** @param bug null if it was foreseen; then the first time says enough, however often it comes again */
    private void retry(Delivery delivery, Duration delay, @Nullable Throwable bug, String reason) {
        var foreseen = delivery.count() == 1 ? Logger.Level.INFO : Logger.Level.DEBUG;
        LOG.logf(
                bug == null ? foreseen : Logger.Level.ERROR,
                bug,
                "postponed channel=%s subject=%s delivery=%d delay=%s reason=%s",
                channel,
                Text.quoted(delivery.letter().subject()),
                delivery.count(),
                delay,
                Text.quoted(reason));
        delivery.nak(delay);
        settle(delivery);
    }

    /** Terminated only once the dead letter is stored, until then it comes again; or once it is known that it never will be. */
    private void putAside(Delivery delivery, String reason) {
        var dead = delivery.letter().dead("dead:" + channel + ":" + delivery.key(), reason);
        deadLetters
                .send(dead)
                .exceptionallyCompose(failure ->
                        isForGood(failure) ? deadLetters.send(dead.cut()) : CompletableFuture.failedFuture(failure))
                .whenComplete((stored, failure) -> {
                    if (failure == null) buried(delivery, reason);
                    else if (isForGood(failure)) lost(delivery, reason, failure);
                    else delivery.nak(pause(delivery.count()));
                    settle(delivery);
                });
    }

    private void buried(Delivery delivery, String reason) {
        end(delivery);
        traffic.add(Count.DEAD);
        LOG.warnf(
                "put aside channel=%s subject=%s delivery=%d reason=%s",
                channel, Text.quoted(delivery.letter().subject()), delivery.count(), Text.quoted(reason));
    }

    private void lost(Delivery delivery, String reason, Throwable failure) {
        end(delivery);
        traffic.add(Count.DROPPED);
        LOG.errorf(
                "dropped channel=%s subject=%s reason=%s, and as a dead letter it was refused: %s",
                channel,
                Text.quoted(delivery.letter().subject()),
                Text.quoted(reason),
                Text.quoted(String.valueOf(failure.getMessage())));
    }

    private void end(Delivery delivery) {
        delivery.term();
        strikes.forget(delivery.key());
    }

    private static boolean isForGood(Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof Refused refused && !refused.isForNow();
    }

    private void settle(Delivery delivery) {
        outstanding.remove(delivery);
        onSettled.run();
    }

    /** 1 s, 2 s, 4 s up to a minute. */
    static Duration pause(long delivery) {
        var doubled = Duration.ofSeconds(1L << Math.min(delivery - 1, 6));
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }
}
