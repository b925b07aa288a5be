package io.hikeshi.sensor.agent;

import io.hikeshi.sensor.event.EventSource;
import io.hikeshi.sensor.event.NodeEvent;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A kernel in which only those die who are told to. */
final class FakeKernel implements EventSource {
    private final BlockingQueue<Optional<NodeEvent>> deaths = new LinkedBlockingQueue<>();
    private final Queue<String> stored = new ConcurrentLinkedQueue<>();
    private volatile boolean broken;

    void die(NodeEvent event) {
        deaths.add(Optional.of(event));
    }

    void fail() {
        broken = true;
    }

    /** Ids, in order. */
    List<String> stored() {
        return List.copyOf(stored);
    }

    @Override
    public String name() {
        return "kernel";
    }

    @Override
    public Optional<NodeEvent> next() throws IOException, InterruptedException {
        if (broken) throw new IOException("broken");
        return deaths.take();
    }

    @Override
    public long drops() {
        return 0;
    }

    @Override
    public void stored(NodeEvent event) {
        stored.add(event.id());
    }

    @Override
    public void close() {
        deaths.add(Optional.empty());
    }
}
