/**
 * The only place that speaks to the kernel: tells which processes died, why, and where in their code. No framework.
 *
 * <p>A {@code Backend} (bpf, perf, proc connector, ptrace) yields raw deaths; {@link
 * io.hikeshi.sensor.kernel.KernelSource} picks the best one that passes its canary, adds what can be looked up, and hands
 * out events. Refuses to let a {@code Pointer} out, to wait on a dying process, and to trust what a process says of itself.
 * Start at {@link io.hikeshi.sensor.kernel.KernelSource#open}.
 */
@NullMarked
package io.hikeshi.sensor.kernel;

import org.jspecify.annotations.NullMarked;
