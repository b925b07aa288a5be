package io.hikeshi.responder.app.confirm;

import java.net.InetSocketAddress;
import java.util.List;

/** Knocks where kubelets listen. */
public interface Kubelets {
    /** Over the network. */
    Kubelets OVER_TCP = KubeletPort::knock;

    /**
     * Blocks for a few seconds at most.
     *
     * @param addresses of one kubelet
     */
    Heard knock(List<InetSocketAddress> addresses);

    /** What came back. */
    enum Heard {
        /** A connection, or its refusal: somebody's kernel lives there. */
        LIFE,
        /** Nothing: where it should be there is no machine that answers. */
        SILENCE,
        /** Our own network is at fault, or there was nowhere to knock. */
        NOTHING_LEARNT
    }
}
