/**
 * Measures what BENCHMARKS.md claims, on the packaged product as a process of its own, next to a peer in the same run.
 *
 * <p>Judges nothing: it prints Markdown tables with the facts of the machine, and a person decides. Needs root, gcc and
 * a built product. Start at {@link io.hikeshi.tests.bench.Bench}, which {@code tests/bench/run} calls.
 */
@NullMarked
package io.hikeshi.tests.bench;

import org.jspecify.annotations.NullMarked;
