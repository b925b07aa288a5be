package io.hikeshi.functions.taintnode;

import io.hikeshi.functions.Function;
import io.hikeshi.functions.cluster.ObjectPatch;

/** {@code taint-node} for tests of what comes after it. */
public final class Tainting {
    private Tainting() {}

    public static Function with(ObjectPatch patch) {
        return new TaintNode(patch);
    }
}
