package io.hikeshi.sensor.channel;

import io.hikeshi.sensor.channel.Traffic.Count;
import io.hikeshi.sensor.event.MalformedEvent;
import io.hikeshi.sensor.event.Text;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
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
        // Whoever kills its consumer never says so: the deliveries tell.
        if (delivery.count() > maxDeliver) {
            putAside(delivery, "was delivered " + maxDeliver + " times and never done");
            return null;
        }
        try {
            var letter = delivery.letter();
            var inbound = new Inbound(letter.subject(), letter.open(), delivery.count());
            return Message.of(inbound, () -> done(delivery), failure -> failed(delivery, failure));
        } catch (MalformedEvent e) {
            putAside(delivery, String.valueOf(e.getMessage()));
            return null;
        }
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
        settle(delivery);
        return CompletableFuture.completedFuture(null);
    }

    private CompletionStage<Void> failed(Delivery delivery, Throwable failure) {
        var reason = failure.getMessage() == null ? failure.getClass().getName() : failure.getMessage();
        if (failure instanceof Poison) {
            putAside(delivery, reason);
        } else if (delivery.count() >= maxDeliver) {
            putAside(delivery, "failed " + maxDeliver + " times, at last: " + reason);
        } else {
            retry(delivery, failure, reason);
        }
        return CompletableFuture.completedFuture(null);
    }

    private void retry(Delivery delivery, Throwable failure, String reason) {
        var delay = failure instanceof RetryLater later ? later.delay() : pause(delivery.count());
        var line = "postponed channel=%s subject=%s delivery=%d delay=%s reason=%s";
        var subject = Text.quoted(delivery.letter().subject());
        if (failure instanceof RetryLater) {
            LOG.infof(line, channel, subject, delivery.count(), delay, Text.quoted(reason));
        } else {
            LOG.errorf(failure, line, channel, subject, delivery.count(), delay, Text.quoted(reason));
        }
        delivery.nak(delay);
        settle(delivery);
    }

    /** Terminated only once the dead letter is stored: until then it comes again. */
    private void putAside(Delivery delivery, String reason) {
        var dead = delivery.letter().dead("dead:" + channel + ":" + delivery.key(), reason);
        deadLetters.send(dead).whenComplete((stored, failure) -> {
            if (failure == null) {
                delivery.term();
                traffic.add(Count.DEAD);
                LOG.warnf(
                        "put aside channel=%s subject=%s delivery=%d reason=%s",
                        channel, Text.quoted(dead.subject()), delivery.count(), Text.quoted(reason));
            } else {
                delivery.nak(pause(delivery.count()));
            }
            settle(delivery);
        });
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
