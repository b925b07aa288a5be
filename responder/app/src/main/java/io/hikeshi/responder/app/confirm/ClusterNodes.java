package io.hikeshi.responder.app.confirm;

import java.util.Optional;

/** The Nodes of the cluster. Each method blocks for a bounded time. */
public interface ClusterNodes {
    /**
     * A Node with its Lease, as it was at most a second ago; empty if there is none of that name.
     *
     * @throws NodesUnavailable if the API server could not be asked
     */
    Optional<NodeState> find(String name) throws NodesUnavailable;

    /**
     * How many there are, as it was at most a minute ago.
     *
     * @throws NodesUnavailable if the API server could not be asked
     */
    int count() throws NodesUnavailable;
}
