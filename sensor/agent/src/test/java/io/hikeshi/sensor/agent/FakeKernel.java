package io.hikeshi.sensor.agent;

import io.hikeshi.sensor.event.NodeEvent;
import io.hikeshi.sensor.kernel.EventSource;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A kernel in which only those die who are told to. */
final class FakeKernel implements EventSource {
    private final BlockingQueue<Optional<NodeEvent>> deaths = new LinkedBlockingQueue<>();

    void die(NodeEvent event) {
        deaths.add(Optional.of(event));
    }

    @Override
    public String name() {
        return "kernel";
    }

    @Override
    public Optional<NodeEvent> next() throws InterruptedException {
        return deaths.take();
    }

    @Override
    public long drops() {
        return 0;
    }

    @Override
    public void close() {
        deaths.add(Optional.empty());
    }
}
