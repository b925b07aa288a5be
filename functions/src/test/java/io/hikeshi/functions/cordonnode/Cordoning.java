package io.hikeshi.functions.cordonnode;

import io.hikeshi.functions.Function;
import io.hikeshi.functions.cluster.ObjectPatch;

/** {@code cordon-node} for tests of what comes after it. */
public final class Cordoning {
    private Cordoning() {}

    public static Function with(ObjectPatch patch) {
        return new CordonNode(patch);
    }
}
