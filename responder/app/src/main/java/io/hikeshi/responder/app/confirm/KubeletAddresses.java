package io.hikeshi.responder.app.confirm;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.NodeStatus;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where a Node says that its kubelet listens. A kubelet wrote that, so no name in it is looked up. */
public final class KubeletAddresses {
    /** {@code --kubelet-port}'s default. */
    private static final int KUBELET = 10_250;

    private static final int MOST_ADDRESSES = 4;

    /** A kubelet could give a host name, and have us resolve it. */
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]{7,15}|(?=.*:)[0-9a-fA-F:.]{2,45}");

    private KubeletAddresses() {}

    /** Empty if the Node names no InternalIP. */
    public static List<InetSocketAddress> of(Node node) {
        var status = node.getStatus();
        if (status == null) return List.of();
        int port = portOf(status);
        return status.getAddresses().stream()
                .filter(address -> "InternalIP".equals(address.getType()))
                .map(NodeAddress::getAddress)
                .flatMap(KubeletAddresses::literal)
                .limit(MOST_ADDRESSES)
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }

    /** 0 is what a kubelet leaves that has not spoken yet. */
    private static int portOf(NodeStatus status) {
        var endpoints = status.getDaemonEndpoints();
        var kubelet = endpoints == null ? null : endpoints.getKubeletEndpoint();
        var port = kubelet == null ? null : kubelet.getPort();
        return port == null || port < 1 || port > 65_535 ? KUBELET : port;
    }

    private static Stream<InetAddress> literal(String address) {
        if (!ADDRESS.matcher(address).matches()) return Stream.empty();
        try {
            return Stream.of(InetAddress.getByName(address));
        } catch (UnknownHostException e) {
            return Stream.empty();
        }
    }
}
