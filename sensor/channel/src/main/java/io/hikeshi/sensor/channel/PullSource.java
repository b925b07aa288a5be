package io.hikeshi.sensor.channel;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamSubscription;
import io.nats.client.PullRequestOptions;
import io.nats.client.PullSubscribeOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A durable pull consumer, opened again after whatever has happened to it, its stream or its server. */
final class PullSource implements Source, NatsLink.Watcher {
    private static final Logger LOG = Logger.getLogger(PullSource.class);
    private static final Duration PULL = Duration.ofSeconds(20);
    /** How long a stop may go unnoticed. */
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private static final Duration LAST_LOOK = Duration.ofMillis(20);
    private static final Duration AFTER_TROUBLE = Duration.ofMillis(500);

    private final StoredStream stream;
    private final String durable;
    private final ChannelOptions options;
    private final JetStreams streams;
    private final NatsLink link;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable Connection connection;
    private boolean closed;

    private @Nullable JetStreamSubscription subscription;
    private int pulled;
    private long pullEnds;
    private String lastTrouble = "";

    PullSource(ChannelOptions options, NatsConfig config, NatsLink link) {
        this.stream = StoredStream.of(options.subject());
        this.durable = options.durable();
        this.options = options;
        this.streams = new JetStreams(config);
        this.link = link;
        link.watch(this);
    }

    @Override
    public @Nullable Delivery next(int wanted) throws InterruptedException {
        var connection = awaitConnection();
        if (connection == null) return null;
        try {
            return next(subscribed(connection), wanted);
        } catch (JetStreamApiException | IOException | IllegalStateException e) {
            forget(e);
            return null;
        }
    }

    @Override
    public void connected(Connection connection) {
        set(connection);
    }

    @Override
    public void disconnected() {
        set(null);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void giveBack() throws InterruptedException {
        var open = subscription;
        if (open == null) return;
        try {
            for (var left = open.nextMessage(LAST_LOOK);
                    left != null && pulled-- > 0;
                    left = open.nextMessage(LAST_LOOK)) {
                new PulledDelivery(left, link).nak(Duration.ZERO);
            }
            open.unsubscribe();
        } catch (IllegalStateException e) {
            LOG.debugf("left the rest to the server consumer=%s reason=%s", durable, e.getMessage());
        }
    }

    private @Nullable Delivery next(JetStreamSubscription subscription, int wanted)
            throws InterruptedException, IOException, JetStreamApiException {
        boolean isOver = System.nanoTime() - pullEnds >= 0;
        // A pull that nobody answers looks like one that found nothing: so make sure that the consumer is there.
        if (isOver && pulled > 0) subscription.getConsumerInfo();
        if (isOver || pulled <= 0) pull(subscription, wanted);
        var message = subscription.nextMessage(PATIENCE);
        if (message == null) return null;
        pulled--;
        return new PulledDelivery(message, link);
    }

    private void pull(JetStreamSubscription subscription, int wanted) {
        subscription.pull(PullRequestOptions.builder(wanted).expiresIn(PULL).build());
        pulled = wanted;
        pullEnds = System.nanoTime() + PULL.toNanos();
    }

    private JetStreamSubscription subscribed(Connection connection) throws IOException, JetStreamApiException {
        if (subscription != null && subscription.isActive()) return subscription;
        streams.ensureConsumer(connection, stream, options);
        var opened = connection.jetStream().subscribe(null, PullSubscribeOptions.bind(stream.name(), durable));
        LOG.infof("opened consumer=%s stream=%s filter=%s", durable, stream, options.subject());
        subscription = opened;
        pulled = 0;
        lastTrouble = "";
        return opened;
    }

    private void forget(Exception trouble) throws InterruptedException {
        subscription = null;
        lock.lock();
        try {
            var reason = String.valueOf(trouble.getMessage());
            boolean isNews = connection != null && !closed && !reason.equals(lastTrouble);
            if (isNews) {
                LOG.warnf("lost consumer=%s stream=%s reason=%s; opening it again", durable, stream, reason);
                lastTrouble = reason;
            }
            long left = AFTER_TROUBLE.toNanos();
            while (!closed && left > 0) left = changed.awaitNanos(left);
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Connection awaitConnection() throws InterruptedException {
        lock.lock();
        try {
            long left = PATIENCE.toNanos();
            while (connection == null && !closed && left > 0) left = changed.awaitNanos(left);
            return closed ? null : connection;
        } finally {
            lock.unlock();
        }
    }

    private void set(@Nullable Connection connection) {
        lock.lock();
        try {
            this.connection = connection;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
