package io.hikeshi.sensor.netconsole;

import static org.assertj.core.api.Assertions.assertThat;

import io.hikeshi.sensor.netconsole.wire.Format;
import io.hikeshi.sensor.netconsole.wire.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private static final int PLENTY = 1 << 20;

    @Test
    void givesBackWhatItWasGiven() {
        // Given
        var lines = List.of(
                new Line(
                        Format.EXTENDED, 6, 7, 8, "T9", "é \u0000 \ufffd 火", Map.of("a", "b", "c", ""), "6.12-x", true),
                new Line(Format.BASIC, -1, -1, -1, "", "", Map.of(), "", false),
                new Line(Format.EXTENDED, 9_999, Long.MAX_VALUE, 0, "C1", "x".repeat(70_000), Map.of(), "", false));
        var backlog = new Backlog(3, PLENTY);

        // When
        lines.forEach(backlog::add);

        // Then
        assertThat(backlog.lines()).isEqualTo(lines);
        assertThat(backlog.last()).isEqualTo(lines.get(2));
    }

    @Test
    void keepsTheYoungestLinesHoweverItsBoundsChange() {
        // Given
        var random = new Random(20_261_121);
        var backlog = new Backlog(256, PLENTY);
        var added = new ArrayList<Line>();

        for (int round = 0; round < 10_000; round++) {
            // When
            if (random.nextInt(50) == 0) backlog.keepWithin(1_000 + random.nextInt(30_000));
            added.add(line(round, random.nextInt(300)));
            backlog.add(added.get(round));

            // Then
            var kept = backlog.lines();
            assertThat(kept).hasSizeBetween(1, 256).isEqualTo(added.subList(added.size() - kept.size(), added.size()));
            assertThat(backlog.weight()).isLessThanOrEqualTo(round < 50 ? PLENTY : 31_000);
        }
    }

    @Test
    void holdsNothingWhereThereIsNoRoom() {
        // Given
        var backlog = new Backlog(256, PLENTY);
        backlog.add(line(1, 100));

        // When
        backlog.keepWithin(0);
        backlog.add(line(2, 100));

        // Then
        assertThat(backlog.lines()).isEmpty();
        assertThat(backlog.last()).isNull();
        assertThat(backlog.weight()).isZero();
    }

    @Test
    void keepsTheOthersWhenOneLineIsTooLong() {
        // Given
        var backlog = new Backlog(256, 1_000);
        backlog.add(line(1, 100));

        // When
        backlog.add(line(2, 2_000));

        // Then
        assertThat(backlog.lines()).containsExactly(line(1, 100));
        assertThat(backlog.last()).isNull();
    }

    @Test
    void growsToAllThatItMayKeepOnceThereIsRoomAgain() {
        // Given
        var backlog = new Backlog(256, 10_000);
        backlog.keepWithin(1_000);

        // When
        backlog.mayKeep(10_000);
        IntStream.range(1, 200).forEach(seq -> backlog.add(line(seq, 100)));

        // Then
        assertThat(backlog.weight()).isEqualTo(10_000);
    }

    @Test
    void replacesItsLastLineByALongerOne() {
        // Given
        var backlog = new Backlog(256, 600);
        IntStream.range(1, 4).forEach(seq -> backlog.add(line(seq, 100)));

        // When
        backlog.replaceLast(line(3, 300));

        // Then
        assertThat(backlog.lines()).containsExactly(line(2, 100), line(3, 300));
    }

    @Test
    void hasNoLastLineOnceThatGrewTooLong() {
        // Given
        var backlog = new Backlog(256, 600);
        IntStream.range(1, 4).forEach(seq -> backlog.add(line(seq, 100)));

        // When
        backlog.replaceLast(line(3, 1_000));

        // Then
        assertThat(backlog.lines()).containsExactly(line(1, 100), line(2, 100));
        assertThat(backlog.last()).isNull();
    }

    private static Line line(int seq, int length) {
        return new Line(Format.EXTENDED, 6, seq, seq, "", "x".repeat(length), Map.of(), "", false);
    }
}
