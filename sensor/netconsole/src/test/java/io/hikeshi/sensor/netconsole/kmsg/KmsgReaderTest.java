package io.hikeshi.sensor.netconsole.kmsg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hikeshi.sensor.netconsole.oops.Oops;
import io.hikeshi.sensor.netconsole.oops.OopsLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class KmsgReaderTest {
    private static final String BOOT = "ca05acb1-9f8d-4ec5-a2a2-d3f06ef45b35";
    private static final String OOM = "Memory cgroup out of memory: Killed process 7 (java) total-vm:1kB";

    private final FakeDevice device = new FakeDevice();

    @Test
    void tellsEachTroubleOfTheLogOnce() throws Exception {
        // Given
        device.kernel(1, 1_000_000, OOM)
                .kernel(2, 9_000_000, "usb 1-1: new device")
                .kernel(3, 20_000_000, "I/O error, dev sda, sector 8 op 0x0:(READ)");

        // When
        var oopses = all(-1, 0);

        // Then
        assertThat(oopses)
                .extracting(oops -> oops.diagnosis().title())
                .containsExactly("memory cgroup out of memory: killed java", "I/O error on sda");
        assertThat(oopses).extracting(Oops::usec).containsExactly(1_000_000L, 20_000_000L);
        assertThat(oopses).extracting(Oops::at).containsExactly(1_000L, 20_000L);
    }

    @Test
    void takesNothingThatUserSpaceWrote() throws Exception {
        // Given
        device.userSpace(1, 1_000_000, "BUG: soft lockup - CPU#0 stuck for 22s!");

        // Then
        assertThat(all(-1, 0)).isEmpty();
    }

    @Test
    void goesOnBehindTheRecordThatItIsGiven() throws Exception {
        // Given
        device.kernel(1, 1_000_000, OOM.replace("java", "old")).kernel(2, 9_000_000, OOM);

        // Then
        assertThat(all(1, 0)).hasSize(1).noneMatch(oops -> oops.text().contains("old"));
    }

    @Test
    void leavesOutWhatIsOlderThanItsFirstMoment() throws Exception {
        // Given
        device.kernel(1, 1_000_000, OOM.replace("java", "old")).kernel(2, 9_000_000, OOM);

        // Then
        assertThat(all(-1, 5_000_000)).hasSize(1).noneMatch(oops -> oops.text().contains("old"));
    }

    @Test
    void goesOnBehindRecordsThatWereWrittenOverAndCountsThem() throws Exception {
        // Given
        device.kernel(1, 1_000_000, "up").overwritten().kernel(10, 9_000_000, OOM);
        var reader = reader(-1, 0);
        device.close();

        // When
        var oopses = drain(reader);

        // Then
        assertThat(oopses).hasSize(1);
        assertThat(reader.lost()).isEqualTo(8);
    }

    @Test
    void givesUpOnADeviceThatOnlyFails() {
        // Given
        device.overwritten().overwritten().overwritten();

        // Then
        assertThatThrownBy(() -> all(-1, 0)).isInstanceOf(IOException.class).hasRootCauseMessage("Broken pipe");
    }

    @Test
    void remembersNoRecordOfAReportThatIsNotWhole() throws Exception {
        // Given
        device.kernel(1, 1_000_000, OOM).kernel(2, 9_000_000, "up").kernel(3, 10_000_000, "BUG: soft lockup");
        var reader = reader(-1, 0);

        // When
        reader.next();
        device.close();
        var position = reader.position();

        // Then
        assertThat(position.seq()).isEqualTo(2);
        assertThat(KmsgPosition.parse(position.line())).contains(position);
    }

    @Test
    void takesUpRecordsWithPropertiesAndNonsense() throws Exception {
        // Given
        device.record("no record at all")
                .record("3,1,1000000,-,caller=C1;" + OOM + "\n SUBSYSTEM=block\n DEVICE=b8:0\n odd\\x0aline");

        // Then
        assertThat(all(-1, 0))
                .hasSize(1)
                .allSatisfy(oops -> assertThat(oops.text()).isEqualTo("[    1.000000][C1] " + OOM + '\n'));
    }

    @Test
    void endsForWhoeverWaitsOnceClosed() throws Exception {
        // Given
        var reader = reader(-1, 0);

        // When
        reader.close();
        reader.close();

        // Then
        assertThat(reader.next()).isEmpty();
        assertThat(reader.next()).isEmpty();
    }

    @Test
    void saysWhatToDoAboutADeviceThatCannotBeOpened() {
        assertThatThrownBy(() -> KmsgReader.open(Path.of("/nowhere/kmsg"), BOOT, Optional.empty(), OopsLimits.DEFAULT))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/nowhere/kmsg")
                .hasMessageContaining("run as root or with CAP_SYSLOG");
    }

    private List<Oops> all(long afterSeq, long firstUsec) throws Exception {
        var reader = reader(afterSeq, firstUsec);
        device.close();
        return drain(reader);
    }

    private KmsgReader reader(long afterSeq, long firstUsec) {
        return new KmsgReader(device, BOOT, afterSeq, firstUsec, OopsLimits.DEFAULT).begin();
    }

    private static List<Oops> drain(KmsgReader reader) throws Exception {
        var oopses = new ArrayList<Oops>();
        for (var oops = reader.next(); oops.isPresent(); oops = reader.next()) oopses.add(oops.get());
        return oopses;
    }
}
