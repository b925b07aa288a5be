package io.hikeshi.sensor.kernel;

/** The last thread of a process ended. */
record Ended(Task task, int status, boolean outOfMemory, long monotonicNanos) {}
