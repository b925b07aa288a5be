package io.hikeshi.sensor.kernel.symbol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MappedFileTest {
    @Test
    void takesTheFilesThatAreMappedAsCodeEachOnce() {
        // When
        var files = MappedFile.parse("""
                55d0c8a00000-55d0c8a01000 r--p 00000000 fd:01 1234                       /opt/my app/worker
                55d0c8a01000-55d0c8a02000 r-xp 00001000 fd:01 1234                       /opt/my app/worker
                55d0c8a03000-55d0c8a04000 r-xp 00003000 fd:01 1234                       /opt/my app/worker
                55d0c9b00000-55d0c9b21000 rw-p 00000000 00:00 0                          [heap]
                7f1200000000-7f1200001000 rwxp 00000000 00:00 0\s
                7f1234000000-7f1234100000 r-xp 00028000 fd:01 99                         /usr/lib/libc.so.6 (deleted)
                7ffd5d5c5000-7ffd5d5c7000 r-xp 00000000 00:00 0                          [vdso]
                """);

        // Then
        assertThat(files)
                .containsExactly(
                        new MappedFile("fd:01 1234", "/opt/my app/worker"),
                        new MappedFile("fd:01 99", "/usr/lib/libc.so.6 (deleted)"));
    }

    @Test
    void stopsAtAProcessThatMapsFilesWithoutEnd() {
        // Given
        var maps = new StringBuilder();
        for (int i = 0; i < 10_000; i++)
            maps.append("1-2 r-xp 0 fd:01 ")
                    .append(i)
                    .append(" /file")
                    .append(i)
                    .append('\n');

        // When
        var files = MappedFile.parse(maps.toString());

        // Then
        assertThat(files).hasSize(256);
    }

    @Test
    void findsNothingInNonsense() {
        // When
        var files = MappedFile.parse("\n \n- - - - - -\n1-2 r-xp 0 fd:01 5\n\u0000\u0001 x x x x relative\n");

        // Then
        assertThat(files).isEmpty();
    }
}
