package io.hikeshi.sensor.kernel.symbol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Reads this very process, and processes made up in files; needs Linux. */
class CodeMapIT {
    private static final Path PROC = Path.of("/proc");

    @Test
    void placesAnAddressOfALivingProcessInItsFile() throws Exception {
        // Given
        int self = Math.toIntExact(ProcessHandle.current().pid());
        var line = Files.readAllLines(Path.of("/proc/self/maps")).stream()
                .filter(candidate -> candidate.contains("r-xp") && candidate.endsWith("/libc.so.6"))
                .findFirst()
                .orElseThrow();
        long start = Long.parseUnsignedLong(line.substring(0, line.indexOf('-')), 16);
        long offset = Long.parseUnsignedLong(line.split(" +")[2], 16);

        // When
        var place = CodeMap.of(PROC, self).place(start + 0x123);

        // Then
        assertThat(place).isEqualTo(new CodeMap.Place(buildId(line.substring(line.indexOf('/'))), offset + 0x123));
    }

    @Test
    void placesNothingOfADeadProcess() {
        assertThat(CodeMap.of(PROC, Integer.MAX_VALUE).place(0x1000)).isNull();
    }

    @Test
    void placesNoAddressThatIsInNoFile() {
        var self = CodeMap.of(PROC, Math.toIntExact(ProcessHandle.current().pid()));

        assertThat(self.place(0)).isNull();
        assertThat(self.place(-1)).isNull();
    }

    private static String buildId(String library) throws IOException {
        try (var elf = ElfFile.open(Path.of(library))) {
            return String.valueOf(elf.buildId());
        }
    }
}
