package io.hikeshi.sensor.netconsole.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.9, 192.0.2.9:6666",
        "192.0.2.9:7000, 192.0.2.9:7000",
        "fd00::9, [fd00:0:0:0:0:0:0:9]:6666",
        "[fd00::9], [fd00:0:0:0:0:0:0:9]:6666",
        "[fd00::9]:7000, [fd00:0:0:0:0:0:0:9]:7000",
    })
    void isAnAddressWithAPortOrWithout(String text, String written) {
        assertThat(Endpoint.parse(text)).hasToString(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "receiver.example",
                "192.0.2",
                "192.0.2.256",
                "192.0.2.9.",
                "192.0.2.9:0",
                "192.0.2.9:65536",
                "192.0.2.9:",
                "fd00::9::1",
                "[fd00::9",
                "[192.0.2.9]:1:2",
                "192.0.2.9 ;reboot",
                "1",
                "::g",
                "\u001b[2J"
            })
    void isNothingElse(String text) {
        assertThatThrownBy(() -> Endpoint.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not an address such as")
                .hasMessageNotContaining("\u001b");
    }
}
