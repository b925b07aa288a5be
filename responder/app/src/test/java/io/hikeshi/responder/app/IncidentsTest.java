package io.hikeshi.responder.app;

import static io.hikeshi.responder.app.Deaths.AT;
import static io.hikeshi.responder.app.Deaths.WEB;
import static io.hikeshi.responder.app.Deaths.crash;
import static org.assertj.core.api.Assertions.assertThat;

import io.hikeshi.sensor.event.Pod;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IncidentsTest {
    private final Incidents incidents = new Incidents(new MemoryLedger(), Duration.ofMinutes(30));

    @Test
    void staysOpenWhileItsEventsGoOn() {
        // Given
        var first = incidents.of(crash(1, AT, WEB));

        // When
        var later =
                IntStream.rangeClosed(1, 10).mapToObj(i -> incidents.of(crash(1 + i, AT.plusSeconds(1500L * i), WEB)));

        // Then
        assertThat(later).allSatisfy(incident -> assertThat(incident).isEqualTo(first));
    }

    @Test
    void opensAnotherThatNamesThePreviousAfterTheQuietTime() {
        // Given
        var first = incidents.of(crash(1, AT, WEB));

        // When
        var next = incidents.of(crash(2, AT.plusSeconds(1801), WEB));

        // Then
        assertThat(next.id()).isNotEqualTo(first.id());
        assertThat(next.previous()).isEqualTo(first.id());
    }

    @Test
    void findsThePreviousIncidentForAnEventThatIsDeliveredAgain() {
        // Given
        var early = crash(1, AT, WEB);
        var first = incidents.of(early);
        incidents.of(crash(2, AT.plusSeconds(7200), WEB));

        // When
        var again = incidents.of(early);

        // Then
        assertThat(again.id()).isEqualTo(first.id());
    }

    @Test
    void keepsPodsApartThatNobodyOwns() {
        // Given
        var one = new Pod("u-1", "shop", "one", Map.of(), null);
        var two = new Pod("u-2", "shop", "two", Map.of(), null);

        // When
        var first = incidents.of(crash(1, AT, one));
        var second = incidents.of(crash(2, AT, two));

        // Then
        assertThat(first.id()).isNotEqualTo(second.id());
    }

    @Test
    void givesEveryResponderTheSameIncidentHoweverTheyRace() {
        // When
        var ids = IntStream.range(0, 200)
                .parallel()
                .mapToObj(pid -> incidents
                        .of(crash(pid + 1, AT.plusSeconds(pid), Deaths.web("web-" + pid % 7)))
                        .id());

        // Then
        assertThat(ids.distinct()).hasSize(1);
    }
}
