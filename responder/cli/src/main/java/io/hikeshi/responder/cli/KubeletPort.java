package io.hikeshi.responder.cli;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * Where a kubelet listens. It tells less than a Lease: whoever has the address by now may answer, and a firewall may refuse.
 *
 * @param host empty if the Node names no InternalIP
 */
record KubeletPort(String host, int port) {
    private static final int PATIENCE_MILLIS = 2_000;
    private static final int DEFAULT_PORT = 10_250;

    static KubeletPort of(Node node) {
        var status = node.getStatus();
        if (status == null) return new KubeletPort("", DEFAULT_PORT);
        var host = status.getAddresses().stream()
                .filter(address -> "InternalIP".equals(address.getType()))
                .map(NodeAddress::getAddress)
                .findFirst()
                .orElse("");
        var endpoints = status.getDaemonEndpoints();
        var kubelet = endpoints == null ? null : endpoints.getKubeletEndpoint();
        var port = kubelet == null ? null : kubelet.getPort();
        // 0 is what a kubelet leaves that has not spoken yet.
        return new KubeletPort(host, port == null || port < 1 ? DEFAULT_PORT : port);
    }

    /** What one try to connect showed. */
    String words() {
        if (host.isEmpty()) return "the Node names no InternalIP to try";
        var where = " at " + host + ":" + port;
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
            return "answers" + where + ": something with its address runs; be sure what it is";
        } catch (ConnectException e) {
            return "refuses" + where + ": a kernel with its address, or a firewall, says no; be sure which";
        } catch (IOException | IllegalArgumentException e) {
            return "silent" + where;
        }
    }
}
