/**
 * {@code fail-pods}: tells the API server that the pods of a dead node have failed, and of what. Refuses what
 * {@link io.hikeshi.functions.deadnode.Spared} names. Start at {@link io.hikeshi.functions.failpods.FailPods}.
 */
@NullMarked
package io.hikeshi.functions.failpods;

import org.jspecify.annotations.NullMarked;
