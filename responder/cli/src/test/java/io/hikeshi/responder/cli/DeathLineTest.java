package io.hikeshi.responder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hikeshi.sensor.event.Container;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeathLineTest {
    @Test
    void saysWhoWhyWhereAndTheTopOfTheStack() {
        // When
        var line = DeathLine.of(Deaths.crashed("worker", "worker-io", "/system.slice/worker.service"));

        // Then
        assertThat(line)
                .isEqualTo("crashed worker/worker-io[4242] SIGSEGV, SEGV_MAPERR at 0x10 (core dumped)"
                        + " in cgroup /system.slice/worker.service: level3 < libshop.so.2+0x1150 < [3f9a0c12]+0x1160");
    }

    @Test
    void namesPodAndContainerWhereTheyAreKnown() {
        // Given
        var crash = Deaths.crashed("worker", "worker", "/x").in(Deaths.WEB, Deaths.APP);

        // When
        var line = DeathLine.of(crash);

        // Then
        assertThat(line)
                .contains("crashed worker[4242] SIGSEGV")
                .contains(" in pod shop/web-1 container app: level3 < ");
    }

    @Test
    void namesTheIdsWhereNoMoreIsKnown() {
        // Given
        var exited = Deaths.exited(new Container("4f".repeat(32), null, null));

        // When
        var lines =
                new String[] {DeathLine.of(exited), DeathLine.of(Deaths.oomKilled()), DeathLine.of(Deaths.killed())};

        // Then
        assertThat(lines)
                .containsExactly(
                        "exited sh[4242] status 3 in pod shop/web-1 container 4f4f4f4f4f4f",
                        "oom-killed eater[4242] in pod 0b7f1e52-6b1f-4a3e-9f5d-3c2a1b0d4e5f",
                        "killed sleep[4242] SIGKILL, SI_USER in cgroup unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u001b[2J", "a\nb", "\r", "\u202egnp.exe", "\u0000"})
    void letsNoNameMoveTheCursorOrForgeALine(String hostile) {
        // When
        var line = DeathLine.of(Deaths.crashed(hostile, hostile, "/x" + hostile));

        // Then
        assertThat(line).doesNotContain(hostile).contains("\\u");
        assertThat(line.lines()).hasSize(1);
    }
}
