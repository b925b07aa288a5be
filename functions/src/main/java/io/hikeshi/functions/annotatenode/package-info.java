/**
 * {@code annotate-node}: writes on a node what happened there. Start at
 * {@link io.hikeshi.functions.annotatenode.AnnotateNode}.
 */
@NullMarked
package io.hikeshi.functions.annotatenode;

import org.jspecify.annotations.NullMarked;
