/**
 * What may be done to a node that died, and to the pods that were bound to it: decided without I/O, then done pod by pod.
 *
 * <p>Refuses whatever is not proven: a node of another boot than the one that died, a request with less confirmation than the
 * step needs, and pods that might still write. Start at {@link io.hikeshi.functions.deadnode.PodSweep} and
 * {@link io.hikeshi.functions.deadnode.Spared}.
 */
@NullMarked
package io.hikeshi.functions.deadnode;

import org.jspecify.annotations.NullMarked;
