package io.hikeshi.sensor.agent.netconsole;

import io.hikeshi.sensor.event.NodeEvent;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Texts that wait to be named, on a thread of their own, because one that is made to be slow takes a second. */
final class NamingQueue {
    private static final Logger LOG = Logger.getLogger(NamingQueue.class);

    /** 500 nodes that die at once send some 50,000 each. */
    private static final int MOST_CHARACTERS = 32 << 20;

    private final BlockingQueue<Text> texts = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(MOST_CHARACTERS);
    private final AtomicLong drops = new AtomicLong();
    private final AtomicBoolean dropping = new AtomicBoolean();
    private final Consumer<NodeEvent> named;
    private final Thread thread = new Thread(this::nameAll, "netconsole-naming");

    private record Text(int length, Supplier<NodeEvent> event) {
        static final Text LAST = new Text(0, () -> {
            throw new IllegalStateException("the last text is none");
        });
    }

    NamingQueue(Consumer<NodeEvent> named) {
        this.named = named;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /**
     * Never blocks.
     *
     * @param length of the text in characters
     * @param event names it
     */
    void add(int length, Supplier<NodeEvent> event) {
        if (room.tryAcquire(length)) {
            texts.add(new Text(length, event));
            dropping.set(false);
            return;
        }
        drops.incrementAndGet();
        if (dropping.compareAndSet(false, true))
            LOG.warnf("dropped a kernel's text length=%d reason=queue-full", length);
    }

    /** Names what was added so far, then ends. */
    void end() throws InterruptedException {
        texts.add(Text.LAST);
        thread.join();
    }

    long drops() {
        return drops.get();
    }

    private void nameAll() {
        try {
            for (var text = texts.take(); text != Text.LAST; text = texts.take()) {
                try {
                    named.accept(text.event().get());
                } catch (RuntimeException e) {
                    drops.incrementAndGet();
                    LOG.errorf(e, "dropped a kernel's text length=%d reason=unforeseen", text.length());
                } finally {
                    room.release(text.length());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
