package io.hikeshi.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hikeshi.sensor.event.KernelPanicReported;
import io.hikeshi.sensor.event.KernelPanicked;
import io.hikeshi.sensor.event.Nonce;
import io.hikeshi.tests.harness.KernelDeath;
import io.hikeshi.tests.harness.PanicVm;
import io.hikeshi.tests.harness.StockKernel;
import io.hikeshi.tests.scenarios.TwoReceivers.Boot;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both of Debian's kernels really die, in every way, and two receivers tell of it: each death is one incident and one page. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoReceiversIT {
    @RegisterExtension
    static final TwoReceivers LAB = new TwoReceivers();

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Order(1)
    @ParameterizedTest
    @EnumSource
    void bothFormatsTellOfEveryDeathUnderOneId(KernelDeath death) {
        // Given
        var boots = LAB.nextBoots();

        // When
        boots.forEach(boot -> boot.machine().die(death));

        // Then
        for (var boot : boots) {
            var panics = awaitPanics(boot, 2);
            assertThat(panics)
                    .extracting(panic -> panic.sender().format())
                    .containsExactlyInAnyOrder("basic", "extended");
            assertThat(panics)
                    .extracting(KernelPanicked::id)
                    .containsOnly(panics.get(0).id());
            assertThat(stored(boot)).hasSize(1);
            isOneIncidentAndOnePage(boot, 2, word(death));
        }
    }

    /** The time is a part of the event's id, so these are two events; the boot makes them one incident. */
    @Test
    @Order(2)
    void aKernelThatPrintsNoTimesIsOneIncidentToo() {
        // Given
        var boots = LAB.nextBoots();
        boots.forEach(boot -> boot.machine().stopPrintingTimes());

        // When
        boots.forEach(boot -> boot.machine().die(KernelDeath.SYSRQ));

        // Then
        for (var boot : boots) {
            assertThat(awaitPanics(boot, 2))
                    .filteredOn(panic -> panic.usec() == null)
                    .hasSize(1);
            assertThat(stored(boot)).hasSize(2);
            isOneIncidentAndOnePage(boot, 2, word(KernelDeath.SYSRQ));
        }
    }

    @Order(3)
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void eitherReceiverMayBeDead(int dead) {
        // Given
        var boots = LAB.nextBoots();
        LAB.killReceiver(TwoReceivers.ADDRESSES.get(dead));

        // When
        boots.forEach(boot -> boot.machine().die(KernelDeath.SYSRQ));

        // Then
        var format = List.of("extended", "basic").get(dead);
        for (var boot : boots) {
            assertThat(awaitPanics(boot, 1))
                    .extracting(panic -> panic.sender().format())
                    .containsExactly(format);
            isOneIncidentAndOnePage(boot, 1, word(KernelDeath.SYSRQ));
        }
    }

    @Test
    @Order(4)
    void aKernelThatHikeshiHasSetUpProvesItsNodeByANonceAndNamesItsRelease() {
        // Given
        var boot = LAB.applied();

        // When
        boot.machine().die(KernelDeath.SYSRQ);

        // Then
        assertThat(awaitPanics(boot, 2)).allSatisfy(panic -> {
            assertThat(panic.sender().nonce()).isEqualTo(Nonce.VERIFIED);
            assertThat(panic.release()).isEqualTo(StockKernel.BACKPORTS.release());
        });
        assertThat(stored(boot)).hasSize(1);
        isOneIncidentAndOnePage(boot, 2, word(KernelDeath.SYSRQ));
    }

    private static List<KernelPanicked> awaitPanics(Boot boot, int witnesses) {
        var panics = await(
                        witnesses + " to tell of the panic of " + boot.machine().name())
                .atMost(PATIENCE)
                .until(() -> LAB.told().of(KernelPanicked.class, boot.id()), told -> told.size() >= witnesses);
        panics.forEach(panic -> print(boot.machine(), panic));
        return panics;
    }

    private static void isOneIncidentAndOnePage(Boot boot, int witnesses, String word) {
        var reports = await(witnesses + " to tell all of the panic of "
                        + boot.machine().name())
                .atMost(PATIENCE)
                .until(() -> LAB.told().of(KernelPanicReported.class, boot.id()), told -> told.size() >= witnesses);
        assertThat(reports)
                .extracting(KernelPanicReported::toString)
                .allSatisfy(text -> assertThat(text).contains(word));
        await("a page that says " + word)
                .atMost(PATIENCE)
                .until(() -> LAB.pages(LAB.incidents(boot)).toString().contains(word));
        await("all to be acted on").atMost(PATIENCE).until(LAB.hikeshi.streams::areDone);
        assertThat(LAB.told().of(KernelPanicked.class, boot.id())).hasSize(witnesses);
        assertThat(LAB.incidents(boot)).hasSize(1);
        assertThat(LAB.pages(LAB.incidents(boot)))
                .hasSize(1)
                .allSatisfy(page -> assertThat(page.toString()).contains(word));
    }

    private static List<KernelPanicked> stored(Boot boot) {
        return LAB.hikeshi.streams.stored(KernelPanicked.class, boot.id());
    }

    /** Of its reason, or of where it happened. */
    private static String word(KernelDeath death) {
        return switch (death) {
            case SYSRQ -> "sysrq_handle_crash";
            case INIT -> "Attempted to kill init!";
            case OOM -> "Out of memory";
            case NULL -> "kaboom_null";
        };
    }

    private static void print(PanicVm machine, KernelPanicked panic) {
        System.out.printf(
                "%-12s kernel %-28s told in %-8s format, nonce %-12s release '%s': %s%n",
                machine.name(),
                machine.kernel().release(),
                panic.sender().format(),
                panic.sender().nonce().word(),
                panic.release(),
                panic.reason());
    }
}
