@NullMarked
package io.hikeshi.sensor.agent.host;

import org.jspecify.annotations.NullMarked;
