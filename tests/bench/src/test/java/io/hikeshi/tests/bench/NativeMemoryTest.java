package io.hikeshi.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NativeMemoryTest {
    @Test
    void namesTheLargestPartsFirst() {
        // Given
        var summary = """
                Total: reserved=1500MB, committed=90MB
                -                 Java Heap (reserved=98304KB, committed=16384KB)
                                            (mmap: reserved=98304KB, committed=16384KB)
                -                     Class (reserved=1048743KB, committed=2215KB)
                -        Shared class space (reserved=32768KB, committed=20480KB, readonly=0KB)
                """;

        // When
        var largest = NativeMemory.largest(summary);

        // Then
        assertThat(largest).isEqualTo("Shared class space 20 MiB, Java Heap 16 MiB, Class 2 MiB");
    }
}
