package io.hikeshi.sensor.agent;

import java.util.Optional;

/**
 * Fired once datagrams of dying kernels are listened for.
 *
 * @param address such as {@code 0.0.0.0:6666}
 * @param bufferBytes that the kernel keeps for datagrams that nobody has read yet
 * @param workers threads that read them
 * @param advice what to do if that buffer is too small
 */
public record NetconsoleHeard(String address, long bufferBytes, int workers, Optional<String> advice) {}
