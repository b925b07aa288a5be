@NullMarked
package io.hikeshi.sensor.channel;

import org.jspecify.annotations.NullMarked;
