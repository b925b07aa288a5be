/**
 * Whether a node is really dead, before a step that would destroy if it were not. Nothing that was told by a datagram counts
 * here: only the API server, the kubelet's port, and who fenced the node.
 *
 * <p>{@link io.hikeshi.responder.app.confirm.LifeSigns} judges and {@link io.hikeshi.responder.app.confirm.LeaseWatch}
 * remembers, both without I/O; {@code KubernetesNodes} and {@code KubeletPort} look,
 * the latter behind {@code Knocks}, because silence takes seconds to hear. Times are this process's own: a Lease's
 * renewal time is compared for being the same, never with a clock. Refuses to take silence of the API server, or of its own
 * network, for a node's.
 *
 * <p>Start at {@link io.hikeshi.responder.app.confirm.Confirmation#confirm}.
 */
@NullMarked
package io.hikeshi.responder.app.confirm;

import org.jspecify.annotations.NullMarked;
