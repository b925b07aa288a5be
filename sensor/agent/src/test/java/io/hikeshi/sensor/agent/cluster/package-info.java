@NullMarked
package io.hikeshi.sensor.agent.cluster;

import org.jspecify.annotations.NullMarked;
