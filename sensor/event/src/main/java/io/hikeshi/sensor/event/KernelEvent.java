package io.hikeshi.sensor.event;

import org.jspecify.annotations.Nullable;

/** What a kernel said about itself, on whichever way it reached us. */
public sealed interface KernelEvent extends NodeEvent
        permits KernelPanicked, KernelPanicReported, KernelPanicRecovered, KernelPanicDisproved, KernelOopsed {
    /** A kernel's trouble is its node's, not one pod's. */
    @Override
    default @Nullable Pod pod() {
        return null;
    }
}
