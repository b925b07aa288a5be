/**
 * {@code taint-node}: marks a fenced node as out of service. Refuses a node that is Ready, of another boot than the one that died,
 * or tainted by somebody else. Start at {@link io.hikeshi.functions.taintnode.TaintPlan}.
 */
@NullMarked
package io.hikeshi.functions.taintnode;

import org.jspecify.annotations.NullMarked;
