package io.hikeshi.responder.app;

import static io.hikeshi.responder.app.Panics.AT;
import static io.hikeshi.responder.app.Panics.DEAD;
import static io.hikeshi.responder.app.Panics.NEXT;
import static io.hikeshi.responder.app.Panics.UNKNOWN;
import static io.hikeshi.responder.app.Panics.lost;
import static io.hikeshi.responder.app.Panics.panicked;
import static io.hikeshi.responder.app.Panics.rebooted;
import static io.hikeshi.responder.app.Panics.recovered;
import static io.hikeshi.responder.app.Panics.reported;
import static org.assertj.core.api.Assertions.assertThat;

import io.hikeshi.sensor.event.NodeEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NodeDeathsTest {
    private static final String NODE = "node";
    private static final Duration QUIET = Duration.ofMinutes(30);

    private final Incidents incidents = new Incidents(new MemoryLedger(), QUIET);

    static Stream<List<NodeEvent>> ordersWithTheBootKnown() {
        return permutations(
                List.of(panicked(DEAD), reported(DEAD), lost(DEAD), rebooted(DEAD, NEXT), recovered(NEXT, "dump-1")));
    }

    static Stream<List<NodeEvent>> ordersWithTheBootUnknown() {
        return permutations(List.of(
                panicked(UNKNOWN), reported(UNKNOWN), lost(DEAD), rebooted(DEAD, NEXT), recovered(NEXT, "dump-1")));
    }

    @ParameterizedTest
    @MethodSource({"ordersWithTheBootKnown", "ordersWithTheBootUnknown"})
    void joinWhatIsToldOfOneDeathInWhateverOrderItComes(List<NodeEvent> events) {
        // Given
        var first = events.stream().map(event -> incidents.of(event).id()).toList();

        // When
        var again = events.stream().map(incidents::of).toList();

        // Then
        assertThat(first).as(kinds(events)).containsOnly(first.get(0));
        assertThat(again).extracting(Incident::id).containsOnly(first.get(0));
        assertThat(again).extracting(Incident::diedBoot).containsOnly(DEAD);
    }

    @Test
    void giveTheNextDeathAnIncidentThatNamesThePrevious() {
        // Given
        var first = incidents.of(panicked(DEAD));
        incidents.of(rebooted(DEAD, NEXT));

        // When
        var second = incidents.of(panicked(NEXT, 7L, AT.plusSeconds(300)));

        // Then
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(second.previous()).isEqualTo(first.id());
        assertThat(incidents.of(reported(DEAD)).id()).isEqualTo(first.id());
    }

    @Test
    void leaveADumpThatIsReadLateWithTheDeathBeforeItsReader() {
        // Given
        var first = incidents.of(panicked(DEAD));
        incidents.of(rebooted(DEAD, NEXT));
        incidents.of(panicked(NEXT, 7L, AT.plusSeconds(300)));

        // When
        var found = incidents.of(recovered(NEXT, "dump-1"));

        // Then
        assertThat(found.id()).isEqualTo(first.id());
    }

    @Test
    void openAnIncidentForADumpWhoseReaderCameAfterAnotherBoot() {
        // Given
        var first = incidents.of(panicked(DEAD));
        incidents.of(rebooted(DEAD, NEXT));

        // When
        var found = incidents.of(recovered("boot-third", "dump-1"));

        // Then
        assertThat(found.id()).isNotEqualTo(first.id());
        assertThat(found.diedBoot()).isNull();
    }

    @Test
    void findADumpsIncidentAgainAfterAnotherDeath() {
        // Given
        incidents.of(panicked(DEAD));
        var read = recovered(NEXT, "dump-1");
        var first = incidents.of(read);
        incidents.of(rebooted(DEAD, NEXT));
        incidents.of(panicked(NEXT, 7L, AT.plusSeconds(300)));
        incidents.of(rebooted(NEXT, "boot-third"));

        // When
        var again = incidents.of(read);

        // Then
        assertThat(again.id()).isEqualTo(first.id());
    }

    @Test
    void stayOpenWhileTheSameBootSpeaks() {
        // Given
        var first = incidents.of(panicked(DEAD));

        // When
        var later = incidents.of(panicked(DEAD, 9_000_000L, AT.plus(QUIET.multipliedBy(100))));

        // Then
        assertThat(later.id()).isEqualTo(first.id());
    }

    @Test
    void tellPanicsOfUnknownBootsApartByWhenTheyHappenedAndWhy() {
        // Given
        var first = incidents.of(panicked(UNKNOWN, 1L, AT));

        // When
        var second = incidents.of(panicked(UNKNOWN, 2L, AT.plusSeconds(60)));

        // Then
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(incidents.of(panicked(UNKNOWN, 1L, AT)).id()).isEqualTo(first.id());
    }

    @Test
    void holdTheSameReasonAfterARebootForAnotherPanicWhereTheKernelPrintsNoTime() {
        // Given
        var early = panicked(UNKNOWN, null, AT);
        var first = incidents.of(early);
        incidents.of(rebooted(DEAD, NEXT));

        // When
        var second = incidents.of(panicked(UNKNOWN, null, AT.plus(Duration.ofHours(3))));

        // Then
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(incidents.of(early).id()).isEqualTo(first.id());
    }

    @Test
    void takeInWhatDisprovesThePanic() {
        // Given
        var first = incidents.of(panicked(DEAD));

        // When
        var found = incidents.of(Panics.disproved(DEAD));

        // Then
        assertThat(found.id()).isEqualTo(first.id());
    }

    @Test
    void giveABootItsIncidentEvenWhenAllThatWasRememberedIsGone() {
        // Given
        var first = incidents.of(panicked(DEAD));

        // When
        var forgotten = new Incidents(new MemoryLedger(), QUIET).of(reported(DEAD));

        // Then
        assertThat(forgotten.id()).isEqualTo(first.id());
    }

    @Test
    void rememberNoMoreHoweverManyPanicsAreForged() {
        // Given
        var deaths = NodeDeaths.NONE;

        // When
        for (long i = 0; i < 1_000; i++) {
            deaths = deaths.with(DeathSign.of(panicked(DEAD, i, AT)).orElseThrow(), NODE)
                    .deaths();
            deaths = deaths.with(DeathSign.of(panicked(UNKNOWN, i, AT)).orElseThrow(), NODE)
                    .deaths();
        }

        // Then
        assertThat(LedgerJson.write(deaths)).hasSizeLessThan(5_000);
    }

    private static String kinds(List<NodeEvent> events) {
        return events.stream().map(event -> event.kind().word()).toList().toString();
    }

    private static Stream<List<NodeEvent>> permutations(List<NodeEvent> events) {
        if (events.isEmpty()) return Stream.of(List.of());
        return events.stream().flatMap(first -> {
            var others = new ArrayList<>(events);
            others.remove(first);
            return permutations(others).map(rest -> {
                var order = new ArrayList<NodeEvent>(List.of(first));
                order.addAll(rest);
                return order;
            });
        });
    }
}
