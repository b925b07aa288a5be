package io.hikeshi.sensor.event;

import org.jspecify.annotations.Nullable;

/** What the API server knows of a node's life and death. */
public sealed interface NodeLife extends NodeEvent permits NodeLost, NodeRebooted {
    @Override
    default @Nullable Pod pod() {
        return null;
    }
}
