/**
 * {@code delete-node}: takes a fenced node out of the cluster, as a cloud's controller does. Refuses a node that is Ready, and
 * one with pods whose owners opted out. Start at {@link io.hikeshi.functions.deletenode.DeleteNode}.
 */
@NullMarked
package io.hikeshi.functions.deletenode;

import org.jspecify.annotations.NullMarked;
