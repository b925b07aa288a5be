package io.hikeshi.sensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordParserTest {
    private static final int RAW_ADDRESS = 2;

    private final ByteBuffer record =
            ByteBuffer.allocate(DeathRecord.DELIVERED_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    @Test
    void readsPidsAndStart() {
        // Given
        record.putLong(DeathRecord.IDS, 42L << 32 | 43);
        record.putLong(DeathRecord.START, 12_345_678_901L);
        record.putInt(DeathRecord.STATUS, 0x8b);

        // When
        var ended = RecordParser.ended(record);

        // Then
        assertThat(ended.task().pid()).isEqualTo(42);
        assertThat(ended.task().tid()).isEqualTo(43);
        assertThat(ended.task().startTicks()).isEqualTo(1234);
        assertThat(ended.task().namespacePid()).isNull();
        assertThat(ended.status()).isEqualTo(0x8b);
    }

    @Test
    void spellsAPathFromItsRootOverMounts() {
        // Given
        names("java", "bin", "", "opt");

        // When
        var task = RecordParser.ended(record).task();

        // Then
        assertThat(task.executable()).isEqualTo("/opt/bin/java");
    }

    @Test
    void doesNotGuessAPathWithANameThatWasCut() {
        // Given
        names("x".repeat(60), "bin");

        // When
        var task = RecordParser.ended(record).task();

        // Then
        assertThat(task.executable()).isNull();
    }

    @Test
    void keepsTheWholeBuildIdThoughItEndsInAZero() {
        // Given
        frame(0, 1, "aa".repeat(19) + "00", 0x1139);
        frame(1, 1, "bb".repeat(8), 0x2000);

        // When
        var stack = RecordParser.delivered(record).stack();

        // Then
        assertThat(stack).extracting(RawFrame::buildId).containsExactly("aa".repeat(19) + "00", "bb".repeat(8));
        assertThat(stack).extracting(RawFrame::offset).containsExactly(0x1139L, 0x2000L);
    }

    @Test
    void keepsTheAddressWhereThereIsNoBuildId() {
        // Given
        frame(0, RAW_ADDRESS, "", 0x7f00);

        // When
        var stack = RecordParser.delivered(record).stack();

        // Then
        assertThat(stack).containsExactly(new RawFrame(0x7f00, null, 0));
    }

    @Test
    void endsAStackWhereItGoesInCircles() {
        // Given
        frame(0, 1, "aa".repeat(20), 0x1139);
        for (int i = 1; i < DeathRecord.DEPTH; i++) frame(i, RAW_ADDRESS, "", 0x7f00);

        // When
        var stack = RecordParser.delivered(record).stack();

        // Then
        assertThat(stack).hasSize(1);
    }

    @Test
    void readsAnythingWithoutFailing() {
        var random = new Random(11);
        for (int i = 0; i < 10_000; i++) {
            random.nextBytes(record.array());

            var delivered = RecordParser.delivered(record);

            assertThat(delivered.stack()).hasSizeLessThanOrEqualTo(DeathRecord.DEPTH);
        }
    }

    private void names(String... innermostFirst) {
        record.putInt(DeathRecord.NAMES_SET, innermostFirst.length);
        for (int i = 0; i < innermostFirst.length; i++) {
            var bytes = innermostFirst[i].getBytes(StandardCharsets.UTF_8);
            int length = Math.min(bytes.length, DeathRecord.NAME_BYTES - 1);
            record.put(DeathRecord.NAMES + i * DeathRecord.NAME_BYTES, bytes, 0, length);
        }
    }

    private void frame(int index, int status, String buildId, long place) {
        int at = DeathRecord.FRAMES + index * DeathRecord.FRAME_BYTES;
        record.putInt(at, status);
        record.put(at + RecordParser.FRAME_BUILD_ID, java.util.HexFormat.of().parseHex(buildId));
        record.putLong(at + RecordParser.FRAME_OFFSET, place);
        record.putLong(DeathRecord.ADDRESSES + index * Long.BYTES, place);
        record.putInt(DeathRecord.ADDRESS_BYTES_READ, (index + 1) * Long.BYTES);
        record.putInt(DeathRecord.FRAME_BYTES_READ, (index + 1) * DeathRecord.FRAME_BYTES);
    }
}
