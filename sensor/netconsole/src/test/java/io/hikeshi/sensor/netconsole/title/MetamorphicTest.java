package io.hikeshi.sensor.netconsole.title;

import static org.assertj.core.api.Assertions.assertThat;

import io.hikeshi.sensor.netconsole.title.Reports.Example;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What may differ between two machines with the same trouble, and must not show in its title. */
class MetamorphicTest {
    static Stream<Example> reports() {
        return Reports.all();
    }

    /** Without prefixes of their own. */
    static Stream<Example> plain() {
        return reports().filter(report -> !report.console().startsWith("["));
    }

    /** Not those that count only where the kernel reports nothing. */
    static Stream<Example> ofTheKernel() {
        return reports()
                .filter(report -> !report.title().equals("unexpected kernel reboot"))
                .filter(report -> !report.title().startsWith("go "));
    }

    @ParameterizedTest
    @MethodSource("reports")
    void isNamedAfterWhatTheKernelSays(Example report) {
        // When
        var named = Report.of(report.console());

        // Then
        assertThat(named.title()).isEqualTo(report.title());
        assertThat(named.corrupted()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("reports")
    void hasTheSameNameAtOtherAddresses(Example report) {
        String elsewhere = report.console()
                .replaceAll("\\+0x[0-9a-f]+/0x[0-9a-f]+", "+0x7/0x99")
                .replaceAll("\\bffff[0-9a-f]{12}\\b", "ffff999911112222")
                .replaceAll("(\\.[chS]|\\.rs):\\d+", "$1:7");

        assertSame(report, elsewhere);
    }

    @ParameterizedTest
    @MethodSource("reports")
    void hasTheSameNameForAnotherProcessOnAnotherProcessor(Example report) {
        String another = report.console()
                .replaceAll("\\bacmed[/:]611\\b", "acmed:70001")
                .replaceAll("PID: \\d+", "PID: 31999")
                .replaceAll("CPU: \\d+", "CPU: 63")
                .replaceAll("CPU#\\d+", "CPU#63")
                .replaceAll("stuck for \\d+s", "stuck for 134s")
                .replaceAll("more than \\d+ seconds", "more than 361 seconds");

        assertSame(report, another);
    }

    @ParameterizedTest
    @MethodSource("plain")
    void hasTheSameNameBehindAnyPrefix(Example report) {
        for (String prefix : new String[] {
            "[   12.345678] ",
            "[   12.345678][ T1234] ",
            "[   12.345678][    C0] ",
            "<4>[   12.345678] ",
            "<0>",
            "Jan 11 00:00:01 host kernel: ",
            "Jan 11 00:00:01 host kernel: [   12.345678] ",
            "[Sat Nov 21 13:27:46 2026] ",
            "4,1234,12345678,-,caller=T1;"
        }) assertSame(report, prefixed(report.console(), prefix));
    }

    @ParameterizedTest
    @MethodSource("ofTheKernel")
    void hasTheSameNameAmongLinesThatSayNothing(Example report) {
        String chatter = "acme0: link up\nusb 1-1: new high-speed USB device number 2 using xhci_hcd\n";

        assertSame(report, chatter + report.console() + chatter);
    }

    @ParameterizedTest
    @MethodSource("plain")
    void hasTheSameNameWhileAnotherThreadSpeaks(Example report) {
        String mixed = report.console()
                .lines()
                .map(line -> "[   12.345678][ T1234] " + line + "\n[   12.345679][ T9999] innocent+0x1/0x2\n")
                .collect(Collectors.joining());

        assertSame(report, mixed);
    }

    @ParameterizedTest
    @MethodSource("ofTheKernel")
    void hasTheNameOfTheFirstOfTwo(Example report) {
        String second = "BUG: kernel NULL pointer dereference, address: 0\nRIP: 0010:second+0x1/0x2\nCall Trace:\n"
                + " second+0x1/0x2\n---[ end trace 0 ]---\n";

        assertSame(report, report.console() + "---[ end trace 0000000000000000 ]---\n" + second);
    }

    @ParameterizedTest
    @MethodSource("ofTheKernel")
    void neverGetsAnotherNameByLosingItsEnd(Example report) {
        var lines = report.console().lines().toList();
        for (int kept = 1; kept < lines.size(); kept++) {
            var cut = Report.of(String.join("\n", lines.subList(0, kept)));
            if (cut.corrupted() || cut.title().isEmpty()) continue;

            assertThat(cut.title()).as("%d lines", kept).isEqualTo(report.title());
        }
    }

    private static String prefixed(String console, String prefix) {
        return console.lines().map(line -> prefix + line + '\n').collect(Collectors.joining());
    }

    private static void assertSame(Example report, String changed) {
        var named = Report.of(changed);
        assertThat(named.title()).isEqualTo(report.title());
        assertThat(named.fingerprint()).isEqualTo(Report.of(report.console()).fingerprint());
    }
}
