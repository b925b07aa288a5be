package io.hikeshi.responder.cli;

import io.fabric8.kubernetes.api.model.Node;
import io.hikeshi.responder.app.confirm.KubeletAddresses;
import io.hikeshi.responder.app.confirm.Kubelets;

/** What a kubelet's port says to a person. It tells less than a Lease: whoever has the address by now may answer. */
final class KubeletPort {
    private KubeletPort() {}

    /** What one try to connect showed; blocks for some seconds at most. */
    static String words(Node node) {
        var addresses = KubeletAddresses.of(node);
        if (addresses.isEmpty()) return "the Node names no InternalIP to try";
        return switch (Kubelets.OVER_TCP.knock(addresses)) {
            case LIFE ->
                "answers or refuses at " + addresses + ": a kernel with its address, or a firewall; be sure which";
            case SILENCE -> "silent at " + addresses;
            case NOTHING_LEARNT -> "not reached from here at " + addresses + ": that says nothing about it";
        };
    }
}
