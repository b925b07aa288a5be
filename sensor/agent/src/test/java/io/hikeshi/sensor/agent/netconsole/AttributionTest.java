package io.hikeshi.sensor.agent.netconsole;

import static org.assertj.core.api.Assertions.assertThat;

import io.hikeshi.sensor.agent.cluster.KnownNode;
import io.hikeshi.sensor.agent.cluster.NodeIndex;
import io.hikeshi.sensor.event.Nonce;
import io.hikeshi.sensor.netconsole.Source;
import io.hikeshi.sensor.netconsole.target.NodeNonce;
import io.hikeshi.sensor.netconsole.wire.Format;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AttributionTest {
    private static final NodeNonce NONCE = new NodeNonce("0123456789abcdef".repeat(2));
    private static final NodeNonce OTHER = new NodeNonce("f".repeat(32));

    private final NodeIndex nodes = new NodeIndex();
    private final Attribution attribution = new Attribution("test", nodes);

    @Test
    void namesTheNodeOfAnAddressAndTheBootThatDied() {
        // Given
        nodes.put(node("node-7", null));

        // When
        var witness = witness("192.0.2.7", Map.of());

        // Then
        assertThat(witness.origin().source()).isEqualTo("/clusters/test/nodes/node-7/netconsole");
        assertThat(witness.origin().bootId()).isEqualTo("boot-of-node-7");
        assertThat(witness.sender().known()).isTrue();
        assertThat(witness.sender().nonce()).isEqualTo(Nonce.UNREGISTERED);
    }

    @Test
    void callsAStrangerByItsAddressAndKnowsNoBootOfIt() {
        // When
        var witness = witness("fd00:0:0:0:0:0:0:7%2", Map.of());

        // Then
        assertThat(witness.origin().node()).isEqualTo("fd00-0-0-0-0-0-0-7-2");
        assertThat(witness.origin().bootId()).isEqualTo("unknown");
        assertThat(witness.sender().known()).isFalse();
        assertThat(witness.sender().address()).isEqualTo("fd00:0:0:0:0:0:0:7%2");
    }

    @Test
    void verifiesTheNonceThatANodeRegistered() {
        // Given
        nodes.put(node("node-7", NONCE));

        // When, Then
        assertThat(nonce(Map.of(NodeNonce.USERDATA_KEY, NONCE.text()))).isEqualTo(Nonce.VERIFIED);
        assertThat(nonce(Map.of(NodeNonce.USERDATA_KEY, OTHER.text()))).isEqualTo(Nonce.WRONG);
        assertThat(nonce(Map.of(NodeNonce.USERDATA_KEY, "\0 no nonce"))).isEqualTo(Nonce.WRONG);
        assertThat(nonce(Map.of())).isEqualTo(Nonce.MISSING);
    }

    @Test
    void namesNoneOfTwoNodesThatClaimAnAddress() {
        // Given
        nodes.put(node("node-7", null));
        nodes.put(node("node-8", null));

        // When
        var witness = witness("192.0.2.7", Map.of());

        // Then
        assertThat(witness.origin().node()).isEqualTo("192.0.2.7");
        assertThat(witness.sender().known()).isFalse();
    }

    @Test
    void letsTheNonceTellTwoNodesOfOneAddressApart() {
        // Given
        nodes.put(node("node-7", OTHER));
        nodes.put(node("node-8", NONCE));

        // When
        var witness = witness("192.0.2.7", Map.of(NodeNonce.USERDATA_KEY, NONCE.text()));

        // Then
        assertThat(witness.origin().node()).isEqualTo("node-8");
        assertThat(witness.sender().nonce()).isEqualTo(Nonce.VERIFIED);
    }

    private Nonce nonce(Map<String, String> dictionary) {
        return witness("192.0.2.7", dictionary).sender().nonce();
    }

    private Witness witness(String address, Map<String, String> dictionary) {
        return attribution.of(Source.of(address, 6665), Format.EXTENDED, dictionary);
    }

    private static KnownNode node(String name, @Nullable NodeNonce nonce) {
        var registered = nonce == null ? null : nonce.registered();
        return new KnownNode(name, "boot-of-" + name, Set.of("192.0.2.7"), registered, "True", "");
    }
}
