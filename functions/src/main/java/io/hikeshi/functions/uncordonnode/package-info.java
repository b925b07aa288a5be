/**
 * {@code uncordon-node}: gives a node back, as far as it is ours to give. Refuses what a person cordoned or tainted, and leaves
 * the holds of other incidents. Start at {@link io.hikeshi.functions.uncordonnode.UncordonPlan}.
 */
@NullMarked
package io.hikeshi.functions.uncordonnode;

import org.jspecify.annotations.NullMarked;
