package io.hikeshi.sensor.agent.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeIndexTest {
    private final NodeIndex index = new NodeIndex();

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "192.0.2.7, ::ffff:192.0.2.7",
        "fd00::7, fd00:0:0:0:0:0:0:7",
        "fe80::7, fe80:0:0:0:0:0:0:7%2",
    })
    void findsANodeHoweverItsAddressIsSpelled(String registered, String seen) {
        // Given
        index.put(node("node-7", NodeAddress.of(registered).orElseThrow()));

        // When
        var found = index.at(seen);

        // Then
        assertThat(found).extracting(KnownNode::name).containsExactly("node-7");
    }

    @Test
    void forgetsTheAddressThatANodeNoLongerHas() {
        // Given
        index.put(node("node-7", "192.0.2.7"));

        // When
        index.put(node("node-7", "192.0.2.8"));

        // Then
        assertThat(index.at("192.0.2.7")).isEmpty();
        assertThat(index.at("192.0.2.8")).hasSize(1);
    }

    @Test
    void knowsBothWhoClaimAnAddressUntilOneIsGone() {
        // Given
        index.put(node("old", "192.0.2.7"));
        index.put(node("new", "192.0.2.7"));
        var both = index.at("192.0.2.7");

        // When
        index.remove("old");

        // Then
        assertThat(both).hasSize(2);
        assertThat(index.at("192.0.2.7")).extracting(KnownNode::name).containsExactly("new");
    }

    @ParameterizedTest
    @CsvSource({"localhost", "0x7f.1", "1.2.3", "999.1.1.1", "a", "::g", "''"})
    void asksNoNameServerForWhatIsNoAddress(String text) {
        assertThat(NodeAddress.of(text)).isEmpty();
    }

    private static KnownNode node(String name, String address) {
        return new KnownNode(name, "boot-1", Set.of(address), null, "True", "");
    }
}
