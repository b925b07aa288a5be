package io.hikeshi.sensor.channel;

import java.time.Duration;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One inbound channel: fetches what its subscriber asked for and has room for, and nothing more. */
final class InboundChannel implements Flow.Publisher<Message<Inbound>> {
    private static final Logger LOG = Logger.getLogger(InboundChannel.class);

    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);

    private final String name;
    private final Source source;
    private final int maxInFlight;
    private final Handover handover;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long demand;
    private boolean stopped;
    private volatile @Nullable Thread thread;

    InboundChannel(ChannelOptions options, Source source, Outlet deadLetters, Traffic traffic) {
        this.name = options.name();
        this.source = source;
        this.maxInFlight = options.maxInFlight();
        this.handover = new Handover(name, options.maxDeliver(), deadLetters, traffic, this::signal);
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Message<Inbound>> subscriber) {
        subscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long count) {
                ask(count);
            }

            @Override
            public void cancel() {
                stop();
            }
        });
        var started = new Thread(() -> run(subscriber), "hikeshi-" + name);
        started.setDaemon(true);
        started.start();
        thread = started;
    }

    /** Keeps deliveries alive that take their time. */
    void tellProgress() {
        handover.tellProgress();
    }

    /** Fetches no more; what is being worked on may go on. */
    void stop() {
        lock.lock();
        try {
            if (stopped) return;
            stopped = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        source.close();
    }

    /** Waits for what is being worked on, at most so long; the rest will be delivered to somebody else. */
    void drain(Duration most) {
        stop();
        long end = System.nanoTime() + most.toNanos();
        try {
            var fetching = thread;
            if (fetching != null) fetching.join(Math.max(1, Transport.until(end).toMillis()));
            awaitSettled(end);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        handover.giveBack();
    }

    private void awaitSettled(long end) throws InterruptedException {
        lock.lock();
        try {
            long left = end - System.nanoTime();
            while (handover.outstanding() > 0 && left > 0) left = changed.awaitNanos(left);
        } finally {
            lock.unlock();
        }
    }

    private void run(Flow.Subscriber<? super Message<Inbound>> subscriber) {
        try {
            for (int room = awaitRoom(); room > 0; room = awaitRoom()) {
                var delivery = next(room);
                if (delivery != null) handOver(delivery, subscriber);
            }
            source.giveBack();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whatever is wrong with a source, a channel that ended would never receive again. */
    private @Nullable Delivery next(int room) throws InterruptedException {
        try {
            return source.next(room);
        } catch (RuntimeException e) {
            LOG.errorf(e, "failed to receive, trying again channel=%s", name);
            awaitStop(AFTER_TROUBLE);
            return null;
        }
    }

    private void handOver(Delivery delivery, Flow.Subscriber<? super Message<Inbound>> subscriber) {
        var message = handover.open(delivery);
        if (message == null) return;
        lock.lock();
        try {
            if (demand < Long.MAX_VALUE) demand--;
        } finally {
            lock.unlock();
        }
        try {
            subscriber.onNext(message);
        } catch (RuntimeException e) {
            handover.notTaken(delivery, e);
        }
    }

    private void awaitStop(Duration most) throws InterruptedException {
        lock.lock();
        try {
            long left = most.toNanos();
            while (!stopped && left > 0) left = changed.awaitNanos(left);
        } finally {
            lock.unlock();
        }
    }

    /** 0 once the channel has stopped. */
    private int awaitRoom() throws InterruptedException {
        lock.lock();
        try {
            while (true) {
                if (stopped) return 0;
                int room = (int) Math.min(demand, maxInFlight - handover.outstanding());
                if (room > 0) return room;
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private void ask(long count) {
        lock.lock();
        try {
            demand = demand + count < 0 ? Long.MAX_VALUE : demand + count;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void signal() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
