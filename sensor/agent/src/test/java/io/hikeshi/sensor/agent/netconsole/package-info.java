@NullMarked
package io.hikeshi.sensor.agent.netconsole;

import org.jspecify.annotations.NullMarked;
