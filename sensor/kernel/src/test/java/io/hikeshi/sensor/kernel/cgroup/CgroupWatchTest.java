package io.hikeshi.sensor.kernel.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Any folder will do: inotify is the same on a cgroup tree. */
class CgroupWatchTest {
    @TempDir
    Path root;

    private final Set<String> found = ConcurrentHashMap.newKeySet();
    private CgroupWatch watch;

    @BeforeEach
    void open() throws IOException {
        Files.createDirectories(root.resolve("system.slice/sshd.service"));
        Files.writeString(root.resolve("system.slice/cgroup.procs"), "1\n");
        watch = new CgroupWatch(root, (id, path) -> found.add(path));
    }

    @AfterEach
    void close() throws IOException {
        watch.close();
    }

    @Test
    void tellsOfEveryCgroupThatIsThereAndOfNoFile() {
        // When
        watch.start();

        // Then
        await().untilAsserted(() ->
                assertThat(found).containsExactlyInAnyOrder("/", "/system.slice", "/system.slice/sshd.service"));
    }

    @Test
    void missesNoContainerHoweverSoonItFollowsItsPod() throws IOException {
        // Given
        watch.start();
        await().until(() -> found.contains("/system.slice/sshd.service"));

        // When
        for (int i = 0; i < 300; i++)
            Files.createDirectories(root.resolve("kubepods/burstable/pod" + i + "/container" + i));

        // Then
        await().untilAsserted(() -> assertThat(found).hasSize(3 + 2 + 2 * 300));
    }

    @Test
    void goesOnAfterCgroupsVanished() throws IOException {
        // Given
        watch.start();
        await().until(() -> found.contains("/system.slice/sshd.service"));
        Files.delete(root.resolve("system.slice/sshd.service"));

        // When
        Files.createDirectory(root.resolve("system.slice/next.service"));

        // Then
        await().until(() -> found.contains("/system.slice/next.service"));
    }
}
