package io.hikeshi.sensor.kernel;

import java.util.List;

/** A thread was about to get a signal that would end its process by default. It may live on: PID 1 of a container does. */
record Delivered(Task task, Fault fault, List<RawFrame> stack, long monotonicNanos) {
    Delivered withStack(List<RawFrame> stack) {
        return new Delivered(task, fault, stack, monotonicNanos);
    }
}
