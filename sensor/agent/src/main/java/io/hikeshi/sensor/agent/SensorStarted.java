package io.hikeshi.sensor.agent;

/** Fired when every source that was asked for is open, or has failed: from here on all is seen that will be. */
public record SensorStarted() {}
