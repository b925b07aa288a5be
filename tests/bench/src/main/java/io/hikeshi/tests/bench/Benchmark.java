package io.hikeshi.tests.bench;

import java.io.IOException;

/** One claim of BENCHMARKS.md, measured anew. */
interface Benchmark {
    /** As typed on the command line. */
    String name();

    /** What it measures and how long it takes, in one line. */
    String about();

    Table measure() throws IOException, InterruptedException;
}
