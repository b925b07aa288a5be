package io.hikeshi.sensor.agent.netconsole;

import io.hikeshi.sensor.agent.cluster.KnownNode;
import io.hikeshi.sensor.agent.cluster.NodeIndex;
import io.hikeshi.sensor.event.Nonce;
import io.hikeshi.sensor.event.Origin;
import io.hikeshi.sensor.event.Sender;
import io.hikeshi.sensor.netconsole.Finding;
import io.hikeshi.sensor.netconsole.Source;
import io.hikeshi.sensor.netconsole.target.NodeNonce;
import io.hikeshi.sensor.netconsole.wire.Format;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** From the address and the nonce of a datagram to a Node and its boot. Anybody can write either, so it says how sure it is. */
public final class Attribution {
    static final String SENSOR = "netconsole";

    private final String cluster;
    private final NodeIndex nodes;

    public Attribution(String cluster, NodeIndex nodes) {
        this.cluster = cluster;
        this.nodes = nodes;
    }

    /** @param dictionary of the line that counts; empty in the basic format */
    Witness of(Source source, Format format, Map<String, String> dictionary) {
        var said = Optional.ofNullable(dictionary.get(NodeNonce.USERDATA_KEY));
        var node = choose(nodes.at(source.address()), said);
        var nonce = node.map(known -> check(known, said)).orElse(Nonce.UNREGISTERED);
        var sender = new Sender(source.address(), source.port(), word(format), nonce, node.isPresent());
        return new Witness(origin(node, source.address()), sender);
    }

    /** How sure it is that a test line came from the Node of that address. */
    public Nonce nonce(Finding.Tested found) {
        return of(found.source(), found.format(), found.dictionary()).sender().nonce();
    }

    /** An address that two Nodes claim names neither of them, unless the nonce tells which. */
    private static Optional<KnownNode> choose(List<KnownNode> nodes, Optional<String> said) {
        if (nodes.size() == 1) return Optional.of(nodes.get(0));
        var verified = nodes.stream()
                .filter(node -> check(node, said) == Nonce.VERIFIED)
                .toList();
        return verified.size() == 1 ? Optional.of(verified.get(0)) : Optional.empty();
    }

    private static Nonce check(KnownNode node, Optional<String> said) {
        var registered = node.nonce();
        if (registered == null) return Nonce.UNREGISTERED;
        if (said.isEmpty()) return Nonce.MISSING;
        boolean right = said.flatMap(NodeNonce::of)
                .filter(nonce -> nonce.isRegisteredAs(registered))
                .isPresent();
        return right ? Nonce.VERIFIED : Nonce.WRONG;
    }

    private Origin origin(Optional<KnownNode> node, String address) {
        var boot = node.map(KnownNode::bootId).orElse(Origin.UNKNOWN_BOOT);
        return new Origin(cluster, node.map(KnownNode::name).orElseGet(() -> asName(address)), boot, SENSOR);
    }

    /** A name has no colons and no zone's percent sign. */
    private static String asName(String address) {
        return address.replaceAll("[^A-Za-z0-9._-]", "-");
    }

    private static String word(Format format) {
        return format.name().toLowerCase(Locale.ROOT);
    }
}
