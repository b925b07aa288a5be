/**
 * What the API server knows of nodes: whose address it is, in which boot a node is, whether it is still heard of. Changes
 * nothing there, and goes on with what it knows while the API server is away. Start at
 * {@link io.hikeshi.sensor.agent.cluster.NodeIndex} and {@link io.hikeshi.sensor.agent.cluster.NodeLifeSource}.
 */
@NullMarked
package io.hikeshi.sensor.agent.cluster;

import org.jspecify.annotations.NullMarked;
