package io.hikeshi.sensor.netconsole.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.hikeshi.sensor.netconsole.wire.Datagram;
import io.hikeshi.sensor.netconsole.wire.Line;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestLineTest {
    private static final TestLine TEST = new TestLine("0123456789abcdef");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[    3.500000] hikeshi: netconsole test 0123456789abcdef\n",
                "hikeshi: netconsole test 0123456789abcdef\n",
                "13,7,3500000,-;hikeshi: netconsole test 0123456789abcdef\n",
                "6.12.1,6,7,3500000,-;netconsole: network logging started\n hikeshi-test=0123456789abcdef\n",
            })
    void isToldInEveryFormat(String datagram) {
        assertThat(TestLine.parse(line(datagram))).contains(TEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[    3.500000] hikeshi: netconsole test\n",
                "[    3.500000] hikeshi: netconsole test 0123456789ABCDEF\n",
                "[    3.500000] hikeshi: netconsole test 0123456789abcdef0\n",
                "[    3.500000] hikeshi: netconsole test ../../q/health00\n",
                "[    3.500000] somebody said: hikeshi: netconsole test 0123456789abcdef\n",
                "6,7,3500000,-;up\n hikeshi-test=\n",
            })
    void isNothingElse(String datagram) {
        assertThat(TestLine.parse(line(datagram))).isEmpty();
    }

    @Test
    void isReadFromItsOwnText() {
        // Given
        var test = TestLine.random();

        // When
        var parsed = TestLine.parse(line("[    3.500000] " + test.text() + '\n'));

        // Then
        assertThat(parsed).isEqualTo(Optional.of(test));
        assertThat(TestLine.random()).isNotEqualTo(test);
    }

    private static Line line(String datagram) {
        byte[] bytes = datagram.getBytes(StandardCharsets.UTF_8);
        return Datagram.parse(bytes, bytes.length).lines().get(0);
    }
}
