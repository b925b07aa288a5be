package io.hikeshi.sensor.netconsole;

import static org.assertj.core.api.Assertions.assertThat;

import io.hikeshi.sensor.netconsole.wire.Format;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real kernels that really panicked; each watched by up to four targets of different formats. */
class ReplayTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "6.1-sysrq              | sysrq triggered crash                                | kernel panic: sysrq triggered crash",
                "6.12-sysrq             | sysrq triggered crash                                | kernel panic: sysrq triggered crash",
                "6.12-panic-5           | sysrq triggered crash                                | kernel panic: sysrq triggered crash",
                "6.1-sysrq-notime       | sysrq triggered crash                                | kernel panic: sysrq triggered crash",
                "6.1-sysrq-basic        | sysrq triggered crash                                | kernel panic: sysrq triggered crash",
                "6.1-sysrq-extended     | sysrq triggered crash                                | kernel panic: sysrq triggered crash",
                "6.1-sysrq-smp2         | sysrq triggered crash                                | kernel panic: sysrq triggered crash",
                "6.1-sysrq-e1000        | sysrq triggered crash                                | kernel panic: sysrq triggered crash",
                "6.1-reboot             | sysrq triggered crash                                | kernel panic: sysrq triggered crash",
                "6.1-pstore             | sysrq triggered crash                                | kernel panic: sysrq triggered crash",
                "6.1-pstore-oops        | sysrq triggered crash                                | kernel panic: sysrq triggered crash",
                "6.1-pstore-small-ecc   | sysrq triggered crash                                | kernel panic: sysrq triggered crash",
                "6.1-pstore-efi         | sysrq triggered crash                                | kernel panic: sysrq triggered crash",
                "6.12-sysrq-release     | sysrq triggered crash                                | kernel panic: sysrq triggered crash",
                "6.12-sysrq-tap         | sysrq triggered crash                                | kernel panic: sysrq triggered crash",
                "6.12-reboot            | sysrq triggered crash                                | kernel panic: sysrq triggered crash",
                "6.1-quiet              | sysrq triggered crash                                | kernel panic: sysrq triggered crash",
                "6.1-init               | Attempted to kill init! exitcode=0x00000100          | kernel panic: Attempted to kill init!",
                "6.1-nmi                | NMI: Not continuing                                  | kernel panic: NMI: Not continuing",
                "6.1-kaboom-null+panic  | Fatal exception                                      | BUG: unable to handle kernel NULL pointer dereference in kaboom_null",
                "6.1-kaboom-irq         | Fatal exception in interrupt                         | BUG: unable to handle kernel NULL pointer dereference in kaboom_timer",
                "6.1-kaboom-stack       | Fatal exception in interrupt                         | BUG: stack guard page was hit in kaboom_recurse",
                "6.1-kaboom-warn+panic  | kernel: panic_on_warn set ...                        | WARNING in kaboom_write",
                "6.1-kaboom-softlockup+panic | softlockup: hung tasks                          | BUG: soft lockup in kaboom_write",
                "6.1-hung-panic         | hung_task: blocked tasks                             | INFO: task hung in ext4_read_bh"
            })
    void findsOnePanicPerTargetWithItsReasonAndTitle(String capture, String reason, String title) {
        // Given
        var packets = Capture.read(capture);
        long targets = packets.stream()
                .filter(packet ->
                        new String(packet.bytes(), StandardCharsets.ISO_8859_1).contains("Kernel panic - not syncing"))
                .map(Capture.Packet::source)
                .distinct()
                .count();

        // When
        var found = Capture.replay(packets);

        // Then
        assertThat(Capture.panicked(found)).hasSize((int) targets);
        assertThat(Capture.panicked(found)).extracting(Finding.Panicked::reason).containsOnly(reason);
        assertThat(Capture.reported(found)).hasSize((int) targets);
        assertThat(Capture.reported(found)).allSatisfy(report -> {
            assertThat(report.named().title()).isEqualTo(title);
            assertThat(report.named().panicked()).isTrue();
            assertThat(report.incomplete()).isFalse();
            assertThat(report.missing()).isZero();
        });
        var keys = Capture.reported(found).stream()
                .map(report -> report.named().fingerprint() + report.named().traceFingerprint())
                .collect(Collectors.toSet());
        assertThat(keys).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "6.1-idle",
                "6.12-idle",
                "6.1-late",
                "6.1-segv",
                "6.1-ioerr",
                "6.1-hung",
                "6.1-oom-kill",
                "6.1-memcg-oom",
                "6.1-kaboom-null",
                "6.1-kaboom-bug",
                "6.1-kaboom-gpf",
                "6.1-kaboom-warn",
                "6.1-kaboom-kthread",
                "6.1-kaboom-atomic",
                "6.1-kaboom-softlockup",
                "6.1-kaboom-hardlockup",
                "6.1-kaboom-multi",
                "6.1-kaboom-dict",
                "6.1-kaboom-long",
                "6.1-kaboom-cont",
                "6.1-kaboom-odd"
            })
    void findsNoPanicWhereNoneWas(String capture) {
        // When
        var found = Capture.replay(Capture.read(capture));

        // Then
        assertThat(Capture.panicked(found)).isEmpty();
        assertThat(Capture.reported(found)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.1-kmsg", "6.12-kmsg"})
    void isNotFooledByUserSpaceWhereTheFormatTells(String capture) {
        // Given
        var packets = Capture.read(capture);

        // When
        var found = Capture.replay(packets);

        // Then
        assertThat(Capture.panicked(found)).extracting(Finding.Panicked::format).containsExactly(Format.BASIC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.1-nodes", "6.12-nodes"})
    void tellsThreeNodesApartThatDieAtTheSameTime(String capture) {
        // Given
        var packets = Capture.read(capture, "extended");

        // When
        var reports = Capture.reported(Capture.replay(packets));

        // Then
        assertThat(reports)
                .extracting(report -> report.source().address() + ' ' + report.end())
                .containsExactlyInAnyOrder("192.168.77.23 REBOOTING", "192.168.77.21 MARKER");
        assertThat(reports).allSatisfy(report -> assertThat(report.incomplete()).isFalse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"basic", "extended", "extended+release", "dynamic+release+userdata"})
    void takesTheBootAfterAPanicForANewLife(String target) {
        // Given
        var packets = Capture.read("6.12-reboot", target);

        // When
        var found = Capture.replay(packets);

        // Then
        assertThat(Capture.panicked(found)).hasSize(1);
        assertThat(Capture.reported(found))
                .extracting(Finding.PanicReported::end)
                .containsExactly(End.REBOOTING);
    }

    @Test
    void carriesTheCircumstancesOfTheErrorThatLedToAPanic() {
        // Given
        var packets = Capture.read("6.1-kaboom-null+panic", "basic");

        // When
        var circumstances = Capture.reported(Capture.replay(packets)).get(0).circumstances();

        // Then
        assertThat(circumstances.release()).isEqualTo("6.1.0-56-cloud-amd64");
        assertThat(circumstances.hardware()).startsWith("QEMU Standard PC (Q35");
        assertThat(circumstances.taint()).isEqualTo("GOE");
        assertThat(circumstances.cpu()).isZero();
        assertThat(circumstances.comm()).isEqualTo("sh");
        assertThat(circumstances.pid()).isGreaterThan(1);
        assertThat(circumstances.modules()).contains("kaboom(OE)", "netconsole");
        assertThat(circumstances.registers()).containsKeys("RAX", "R15", "CR2");
        assertThat(circumstances.trace()).anyMatch(line -> line.startsWith("kaboom_"));
    }

    @Test
    void carriesTheCircumstancesOfAPanicOfItsOwn() {
        // Given
        var packets = Capture.read("6.12-sysrq", "extended");

        // When
        var circumstances = Capture.reported(Capture.replay(packets)).get(0).circumstances();

        // Then
        assertThat(circumstances.comm()).isEqualTo("init");
        assertThat(circumstances.release()).isEqualTo("6.12.117+deb12-cloud-amd64");
        assertThat(circumstances.taint()).isEmpty();
    }

    @Test
    void carriesReleaseAndUserdata() {
        // Given
        var packets = Capture.read("6.12-sysrq", "dynamic+release+userdata");

        // When
        var panicked = Capture.panicked(Capture.replay(packets)).get(0);

        // Then
        assertThat(panicked.release()).isEqualTo("6.12.117+deb12-cloud-amd64");
        assertThat(panicked.dictionary()).containsEntry("node", "node-a").containsEntry("zone", "eu-de/b");
        assertThat(panicked.usec()).isEqualTo(2_459_602);
    }

    @Test
    void tellsAPanicWithTheVeryDatagramThatSaysIt() {
        // Given
        var assembler = new Assembler(Limits.DEFAULT);
        var packets = Capture.read("6.12-sysrq", "extended");

        // When
        List<Finding> atOnce = List.of();
        for (var packet : packets) {
            if (!atOnce.isEmpty()) break;
            atOnce = assembler.receive(packet.source(), packet.bytes(), packet.bytes().length, packet.at());
        }

        // Then
        assertThat(atOnce).hasOnlyElementsOfType(Finding.Panicked.class).hasSize(1);
    }
}
