package io.hikeshi.sensor.kernel.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class HierarchiesTest {
    private static final Path ROOT = Path.of("/sys/fs/cgroup");

    @Test
    void findsTheOneTreeOfAPureV2Machine() {
        // When
        var found = Hierarchies.parse("cgroup2 /sys/fs/cgroup cgroup2 rw,nosuid,nsdelegate 0 0\n", ROOT);

        // Then
        assertThat(found).isEqualTo(new Hierarchies(ROOT, null));
    }

    @Test
    void findsTheMemoryTreeOfAPureV1Machine() {
        // When
        var found = Hierarchies.parse("""
                tmpfs /sys/fs/cgroup tmpfs ro,mode=755 0 0
                cgroup /sys/fs/cgroup/cpu,cpuacct cgroup rw,cpu,cpuacct 0 0
                cgroup /sys/fs/cgroup/memory cgroup rw,memory 0 0
                """, ROOT);

        // Then
        assertThat(found).isEqualTo(new Hierarchies(null, ROOT.resolve("memory")));
    }

    @Test
    void findsBothTreesOfAHybridMachine() {
        // When
        var found = Hierarchies.parse("""
                cgroup /sys/fs/cgroup/memory cgroup rw,memory 0 0
                cgroup2 /sys/fs/cgroup/unified cgroup2 rw 0 0
                """, ROOT);

        // Then
        assertThat(found).isEqualTo(new Hierarchies(ROOT.resolve("unified"), ROOT.resolve("memory")));
    }

    @Test
    void passesOverTheMountThatShowsAContainerOnlyItself() {
        // When
        var found = Hierarchies.parse("""
                cgroup2 /sys/fs/cgroup cgroup2 ro 0 0
                cgroup2 /host/my\\040cgroups cgroup2 ro 0 0
                """, Path.of("/host"));

        // Then
        assertThat(found).isEqualTo(new Hierarchies(Path.of("/host/my cgroups"), null));
    }

    @Test
    void findsNothingInNonsense() {
        // When
        var found = Hierarchies.parse("\n\n \n/sys/fs/cgroup cgroup2\n\u0000 \u0001\n", ROOT);

        // Then
        assertThat(found).isEqualTo(new Hierarchies(null, null));
    }
}
