package io.hikeshi.responder.app;

import static io.hikeshi.responder.app.Deaths.AT;
import static io.hikeshi.responder.app.Deaths.WEB;
import static io.hikeshi.responder.app.Deaths.crash;
import static org.assertj.core.api.Assertions.assertThat;

import io.hikeshi.sensor.event.Pod;
import io.hikeshi.sensor.event.ProcessCrashed;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
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
    void findsThePreviousIncidentForAnEventThatWasTooNearTheFirstToBeRemembered() {
        // Given
        var near = crash(2, AT.plusSeconds(54), WEB);
        var first = incidents.of(crash(1, AT, WEB));
        incidents.of(near);
        var next = incidents.of(crash(3, AT.plusSeconds(1830), WEB));

        // When
        var again = incidents.of(near);

        // Then
        assertThat(again.id()).isEqualTo(first.id()).isNotEqualTo(next.id());
    }

    @Test
    void findsTheSameIncidentHoweverLateAnEventIsDeliveredAgain() {
        // Given
        var random = new Random(7);
        var first = new HashMap<ProcessCrashed, String>();
        var again = new HashMap<ProcessCrashed, String>();
        var recent = new ArrayDeque<ProcessCrashed>();

        // When
        var at = AT;
        for (int pid = 1; pid <= 2_000; pid++) {
            at = at.plusSeconds(random.nextInt(4) == 0 ? random.nextInt(3_600) : random.nextInt(300));
            var event = crash(pid, at, Deaths.web("web-" + random.nextInt(3)));
            first.put(event, incidents.of(event).id());
            recent.add(event);
            while (recent.element().at().plusSeconds(1_800).isBefore(at)) recent.remove();
            for (var late : recent) again.put(late, incidents.of(late).id());
        }

        // Then
        assertThat(again).isEqualTo(first);
        assertThat(first.values().stream().distinct().count()).isGreaterThan(100);
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
