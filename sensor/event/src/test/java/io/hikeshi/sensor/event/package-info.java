@NullMarked
package io.hikeshi.sensor.event;

import org.jspecify.annotations.NullMarked;
