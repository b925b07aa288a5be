package io.hikeshi.sensor.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private final Backlog backlog = new Backlog();

    @Test
    void letsOnlyOneGoUntilTheStreamAnswers() {
        // Given
        add(300);

        // When
        var before = goable();
        backlog.widen();
        var after = goable();

        // Then
        assertThat(before).containsExactly("0");
        assertThat(after).hasSize(Backlog.WINDOW - 1).startsWith("1", "2");
    }

    @Test
    void sendsTheSameInTheSameOrderAfterGoingBack() {
        // Given
        add(5);
        backlog.widen();
        goable();

        // When
        backlog.goBack();
        backlog.widen();

        // Then
        assertThat(goable()).containsExactly("0", "1", "2", "3", "4");
        assertThat(backlog.round()).isEqualTo(1);
    }

    @Test
    void sendsNothingAgainThatWasStoredAfterAll() {
        // Given
        var entries = add(3);
        backlog.widen();
        goable();
        backlog.goBack();

        // When
        backlog.settle(entries.get(1));
        backlog.widen();

        // Then
        assertThat(goable()).containsExactly("0", "2");
        assertThat(backlog.size()).isEqualTo(2);
    }

    @Test
    void endsEachOnce() {
        // Given
        var entry = add(1).get(0);

        // When
        var first = backlog.settle(entry);
        var second = backlog.settle(entry);

        // Then
        assertThat(List.of(first, second)).containsExactly(true, false);
        assertThat(backlog.size()).isZero();
    }

    private List<Backlog.Entry> add(int count) {
        var entries = new ArrayList<Backlog.Entry>();
        for (int i = 0; i < count; i++) {
            entries.add(backlog.add(new Letter(Mail.SUBJECT, Integer.toString(i), Map.of(), new byte[0])));
        }
        return entries;
    }

    private List<String> goable() {
        var ids = new ArrayList<String>();
        for (var entry = backlog.next(); entry != null; entry = backlog.next()) ids.add(entry.letter.id());
        return ids;
    }
}
