package io.hikeshi.sensor.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What makes two deaths the same, two causes equal, and two names different. */
class IdentityTest {
    @Test
    void givesOneDeathTheSameIdThroughEveryBackend() {
        // Given
        var seenByAnother = new ProcessKilled(
                Deaths.ORIGIN, Deaths.AT.plusMillis(3), "proc", Deaths.WORKER, Deaths.SEGV, null, null);

        // Then
        assertThat(seenByAnother.id()).isEqualTo(Deaths.crashed().id()).matches("[0-9a-f]{20}");
    }

    @Test
    void givesDifferentIdsToDifferentBootsPidsAndStarts() {
        assertThat(List.of(
                        EventId.ofDeath("boot", 1, 23),
                        EventId.ofDeath("boot", 12, 3),
                        EventId.ofDeath("boot1", 1, 23),
                        EventId.ofDeath("boot", 1, 24)))
                .doesNotHaveDuplicates();
    }

    @Test
    void keepsPartsApartWhateverTheyHold() {
        assertThat(List.of(
                        EventId.hash("ab", "c"),
                        EventId.hash("a", "bc"),
                        EventId.hash("a\0b", "c"),
                        EventId.hash("a", "b\0c"),
                        EventId.hash("a", "b", "c")))
                .doesNotHaveDuplicates();
    }

    @Test
    void groupsEqualCrashesAcrossPodsAddressesAndRestarts() {
        // Given
        var elsewhere = new ProcessCrashed(
                new Origin("prod", "node-2", "another-boot", "kernel"),
                Deaths.AT.plusSeconds(60),
                "perf",
                new Process(9, 9, "worker", "other-thread", 0, 1, 5, Deaths.AT, "/elsewhere", null, null, List.of()),
                new Signal(11, "SIGSEGV", "SEGV_ACCERR", 0xdeadL),
                false,
                List.of(
                        new Frame("3f9a0c12", 0x1139, null, null),
                        new Frame("3f9a0c12", 0x1150, null, null),
                        new Frame(null, 0x5555, null, null)),
                null,
                null);

        // Then
        assertThat(elsewhere.fingerprint()).isEqualTo(Deaths.crashed().fingerprint());
    }

    @Test
    void tellsCrashesOfOtherPlacesSignalsAndProgramsApart() {
        var stack = Deaths.STACK;
        var other = List.of(new Frame("3f9a0c12", 0x2000, null, null));
        assertThat(List.of(
                        Fingerprint.of("worker", Deaths.SEGV, stack),
                        Fingerprint.of("worker", Deaths.SEGV, other),
                        Fingerprint.of("worker", Deaths.SEGV, List.of()),
                        Fingerprint.of("worker", new Signal(6, "SIGABRT", null, null), stack),
                        Fingerprint.of("server", Deaths.SEGV, stack),
                        Deaths.oomKilled().fingerprint(),
                        Deaths.killed().fingerprint()))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "node-1.example.com, node-1_example_com",
        "a_b, a=5Fb",
        "a=b, a=3Db",
        "'a b', a=20b",
        "a>*, a=3E=2A",
        "é, =C3=A9",
        "namespaces/shop, namespaces=2Fshop"
    })
    void makesAnyNameOneSubjectToken(String name, String token) {
        assertThat(SubjectToken.of(name)).isEqualTo(token);
    }

    @Test
    void hasNoTokenForNoName() {
        assertThatThrownBy(() -> SubjectToken.of("")).isInstanceOf(IllegalArgumentException.class);
    }
}
