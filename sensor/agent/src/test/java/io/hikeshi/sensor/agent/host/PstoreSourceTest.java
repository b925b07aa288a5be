package io.hikeshi.sensor.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.hikeshi.sensor.event.KernelPanicRecovered;
import io.hikeshi.sensor.event.NodeEvent;
import io.hikeshi.sensor.event.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class PstoreSourceTest {
    private static final Origin ORIGIN = new Origin("test", "node-1", "boot-2", PstoreSource.NAME);

    @TempDir
    Path folder;

    private Path pstore;
    private Path state;

    @BeforeEach
    void panicked() throws IOException {
        pstore = Files.createDirectory(folder.resolve("pstore"));
        state = folder.resolve("state");
        Files.writeString(pstore.resolve("dmesg-ramoops-0"), """
                Panic#2 Part1
                <4>[   12.300000] something before
                <0>[   12.345678] Kernel panic - not syncing: Attempted to kill init! exitcode=0x00000009
                <4>[   12.345999] ---[ end Kernel panic - not syncing: Attempted to kill init! exitcode=0x00000009 ]---
                """);
    }

    @Test
    void tellsOfAPanicWithItsReasonAndInWhichBootItWasRead() throws Exception {
        // When
        var events = read(false);

        // Then
        assertThat(events).singleElement().isInstanceOfSatisfying(KernelPanicRecovered.class, panic -> {
            assertThat(panic.reason()).isEqualTo("Attempted to kill init! exitcode=0x00000009");
            assertThat(panic.origin()).isEqualTo(ORIGIN);
            assertThat(panic.backend()).isEqualTo("ramoops");
            assertThat(panic.transcript().before()).contains("something before");
        });
    }

    @Test
    void tellsOfItAgainAfterARestartUntilTheStreamHasIt() throws Exception {
        // Given
        var first = read(false);

        // When
        var second = read(true);
        var third = read(true);

        // Then
        assertThat(second)
                .extracting(NodeEvent::id)
                .containsExactly(first.get(0).id());
        assertThat(third).isEmpty();
    }

    @Test
    void doesNotTellAgainOfADumpThatSystemdMoved() throws Exception {
        // Given
        read(true);
        var moved = Files.createDirectories(pstore.resolve("1700000000").resolve("001"));
        Files.move(pstore.resolve("dmesg-ramoops-0"), moved.resolve("dmesg-ramoops-0"));

        // When
        var events = read(true);

        // Then
        assertThat(events).isEmpty();
    }

    @Test
    void leavesAnOopsToTheLogOfTheKernelThatSurvivedIt() throws Exception {
        // Given
        Files.delete(pstore.resolve("dmesg-ramoops-0"));
        Files.writeString(pstore.resolve("dmesg-ramoops-1"), """
                Oops#1 Part1
                <1>[   10.000000] BUG: kernel NULL pointer dereference, address: 0000000000000000
                """);

        // When
        var events = read(true);

        // Then
        assertThat(events).isEmpty();
    }

    @Test
    void noticesARebootOnceTheFirstBootIsRemembered() throws Exception {
        // Given
        BootSource.open(new Origin("test", "node-1", "boot-1", BootSource.NAME), state)
                .close();

        // When
        var source = BootSource.open(ORIGIN, state);
        var rebooted = source.next();
        source.stored(rebooted.orElseThrow());
        var again = BootSource.open(ORIGIN, state);
        again.close();

        // Then
        assertThat(rebooted.get().origin().bootId()).isEqualTo("boot-2");
        assertThat(again.next()).isEmpty();
    }

    /** All that a source tells at its first look. */
    private List<NodeEvent> read(boolean stored) throws IOException {
        var source = PstoreSource.open(List.of(pstore, folder.resolve("no such folder")), ORIGIN, state);
        var events = source.look();
        if (stored) events.forEach(source::stored);
        return events;
    }
}
