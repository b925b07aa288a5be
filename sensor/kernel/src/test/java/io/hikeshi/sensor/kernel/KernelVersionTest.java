package io.hikeshi.sensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KernelVersionTest {
    @Test
    void readsWhatVendorsAppendTo() {
        assertThat(KernelVersion.of("5.10.0-28-cloud-amd64")).isEqualTo(new KernelVersion(5, 10));
        assertThat(KernelVersion.of("6.1.112+")).isEqualTo(new KernelVersion(6, 1));
    }

    @Test
    void comparesMinorsAsNumbers() {
        assertThat(KernelVersion.of("5.10.1").isAtLeast(5, 8)).isTrue();
        assertThat(KernelVersion.of("5.8.0").isAtLeast(5, 11)).isFalse();
        assertThat(KernelVersion.of("6.0.0").isAtLeast(5, 11)).isTrue();
    }

    @Test
    void saysWhichVersionIsMissing() {
        assertThatThrownBy(() -> KernelVersion.of("4.18.0").requireAtLeast(5, 8, "BPF ring buffers"))
                .hasMessage("BPF ring buffers need Linux 5.8; this is 4.18");
    }

    @Test
    void refusesWhatIsNoRelease() {
        assertThatThrownBy(() -> KernelVersion.of("6\n")).isInstanceOf(IllegalArgumentException.class);
    }
}
