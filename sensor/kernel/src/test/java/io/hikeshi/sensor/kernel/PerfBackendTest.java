package io.hikeshi.sensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PerfBackendTest {
    @Test
    void listensOnEveryCpuThatIsOnline() {
        // When
        var cpus = PerfBackend.cpus("0-2,5,8-9\n");

        // Then
        assertThat(cpus).containsExactly(0, 1, 2, 5, 8, 9);
    }

    @Test
    void knowsWhichTreeItsCgroupIdsBelongTo() {
        // When
        boolean v2 = PerfBackend.cgroupIsUnified("#subsys_name\thierarchy\nmemory\t4\t18\t1\nperf_event\t0\t1\t1\n");
        boolean v1 = PerfBackend.cgroupIsUnified("#subsys_name\thierarchy\nperf_event\t7\t1\t1\n");

        // Then
        assertThat(v2).isTrue();
        assertThat(v1).isFalse();
    }
}
