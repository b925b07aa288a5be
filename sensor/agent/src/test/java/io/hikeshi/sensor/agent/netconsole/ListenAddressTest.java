package io.hikeshi.sensor.agent.netconsole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {
    @ParameterizedTest
    @CsvSource({
        "6666, 127.0.0.1:6666",
        "0.0.0.0:6666, 0.0.0.0:6666",
        "192.0.2.9:0, 192.0.2.9:0",
        "[::]:6666, [0:0:0:0:0:0:0:0]:6666",
    })
    void readsAnAddressAndAPort(String typed, String meant) {
        assertThat(ListenAddress.text(ListenAddress.parse(typed))).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "65536", "localhost:6666", "192.0.2.9", "::1:6666", "[::1]", "1.2.3:5", ":6666", "-1"})
    void refusesWhatIsNoneAndSaysHowOneLooks(String typed) {
        assertThatThrownBy(() -> ListenAddress.parse(typed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[ADDRESS:]PORT");
    }
}
