package io.hikeshi.sensor.netconsole.target;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeNonceTest {
    private static final NodeNonce NONCE = new NodeNonce("00112233445566778899aabbccddeeff");

    @Test
    void isRegisteredByItsHashAlone() {
        // When
        var registered = NONCE.registered();

        // Then: printf %s 00112233445566778899aabbccddeeff | sha256sum
        assertThat(registered).isEqualTo("sha256:5947d7c33d783f94b3b4c1a96ebc8991ed28f1b069b71e03376cba8caa98a720");
        assertThat(NONCE.isRegisteredAs(registered)).isTrue();
        assertThat(NodeNonce.random().isRegisteredAs(registered)).isFalse();
    }

    @Test
    void showsNobodyItsText() {
        assertThat(NONCE.toString()).doesNotContain(NONCE.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00112233445566778899AABBCCDDEEFF", "00112233445566778899aabbccddeef", "x"})
    void isRefusedInAnyOtherShape(String text) {
        assertThat(NodeNonce.of(text)).isEmpty();
    }
}
