package io.hikeshi.sensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProcEventTest {
    private static final int EXIT = 0x80000000;

    private static ByteBuffer datagram(int... exitCodes) {
        var bytes = ByteBuffer.allocate(76 * exitCodes.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < exitCodes.length; i++) {
            int start = 76 * i;
            bytes.putInt(start, 76).putInt(start + 36, EXIT).putLong(start + 44, 123_456);
            bytes.putInt(start + 52, 43).putInt(start + 56, 42).putInt(start + 60, exitCodes[i]);
        }
        return bytes;
    }

    @Test
    void readsEveryEventOfADatagram() {
        // When
        var events = ProcEvent.parse(datagram(0x300, 11));

        // Then
        assertThat(events)
                .containsExactly(
                        new ProcEvent.Exited(42, 43, 0x300, 123_456), new ProcEvent.Exited(42, 43, 11, 123_456));
    }

    @Test
    void passesOverWhatIsCut() {
        // When
        var events = ProcEvent.parse(datagram(0x300, 11).limit(150));

        // Then
        assertThat(events).hasSize(1);
    }

    @Test
    void readsNoiseToItsEnd() {
        // Given
        var random = new Random(1);
        var noise = new byte[4096];
        int read = 0;

        // When
        for (int i = 0; i < 10_000; i++) {
            random.nextBytes(noise);
            var bytes = ByteBuffer.wrap(noise).order(ByteOrder.LITTLE_ENDIAN);
            bytes.putInt(0, random.nextInt(200) - 50);
            read += ProcEvent.parse(bytes).size();
        }

        // Then
        assertThat(read).isLessThan(10_000);
    }
}
