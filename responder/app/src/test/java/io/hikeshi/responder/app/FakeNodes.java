package io.hikeshi.responder.app;

import io.hikeshi.responder.app.confirm.ClusterNodes;
import io.hikeshi.responder.app.confirm.Kubelets;
import io.hikeshi.responder.app.confirm.NodeState;
import io.hikeshi.responder.app.confirm.NodesUnavailable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Nodes that live, die, reboot and are fenced as a test tells them, and their kubelets. */
final class FakeNodes implements ClusterNodes, Kubelets {
    static final Duration LEASE = Duration.ofSeconds(40);

    private final Map<String, NodeState> nodes = new HashMap<>();
    private int renewals;
    private boolean away;
    private Heard heard = Heard.SILENCE;

    void join(String name, String bootId) {
        put(name, bootId, null);
    }

    void renew(String name) {
        var node = Objects.requireNonNull(nodes.get(name));
        put(name, node.bootId(), node.fencedBoot());
    }

    void reboot(String name, String bootId) {
        put(name, bootId, null);
    }

    void fence(String name, String bootId) {
        var node = Objects.requireNonNull(nodes.get(name));
        var lease = node.lease();
        nodes.put(name, state(name, node.bootId(), bootId, lease));
    }

    void leave(String name) {
        nodes.remove(name);
    }

    void answerAtThePort(Heard heard) {
        this.heard = heard;
    }

    void goAway() {
        away = true;
    }

    void comeBack() {
        away = false;
    }

    @Override
    public Optional<NodeState> find(String name) throws NodesUnavailable {
        if (away) throw new NodesUnavailable("cannot read Node " + name, new IOException("away"));
        return Optional.ofNullable(nodes.get(name));
    }

    @Override
    public int count() throws NodesUnavailable {
        if (away) throw new NodesUnavailable("cannot count the Nodes", new IOException("away"));
        return nodes.size();
    }

    @Override
    public Heard knock(List<InetSocketAddress> addresses) {
        return heard;
    }

    private void put(String name, String bootId, @Nullable String fencedBoot) {
        nodes.put(name, state(name, bootId, fencedBoot, new NodeState.Lease("renewal " + ++renewals, LEASE)));
    }

    private static NodeState state(
            String name, String bootId, @Nullable String fencedBoot, NodeState.@Nullable Lease lease) {
        var kubelets = List.of(new InetSocketAddress("192.0.2.1", 10_250));
        return new NodeState(name, bootId, "Unknown", kubelets, fencedBoot, "alice", lease);
    }
}
