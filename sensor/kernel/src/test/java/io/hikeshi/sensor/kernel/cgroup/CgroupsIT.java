package io.hikeshi.sensor.kernel.cgroup;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On the machine's own cgroup trees; needs root. */
class CgroupsIT {
    private static final String POD =
            "hikeshi-it-" + ProcessHandle.current().pid() + "/pod2edf54f8-6911-449f-9abe-3d468a770d6b";
    private static final String CONTAINER = POD + "/" + "0123456789abcdef".repeat(4);

    private final List<Path> made = new ArrayList<>();

    /** Each tree that this machine has: one, or both on a hybrid machine. */
    static List<Path> trees() throws IOException {
        var mounted = Hierarchies.read(Path.of("/proc"), Path.of("/sys/fs/cgroup"));
        var trees = new ArrayList<Path>();
        if (mounted.unified() != null) trees.add(mounted.unified());
        if (mounted.memory() != null) trees.add(mounted.memory());
        return trees;
    }

    @AfterEach
    void removeCgroups() throws IOException {
        for (int i = made.size() - 1; i >= 0; i--) Files.deleteIfExists(made.get(i));
    }

    @ParameterizedTest
    @MethodSource("trees")
    void resolvesALivingCgroupByItsIdAlone(Path mount) throws IOException {
        // Given
        long id = make(mount, CONTAINER);
        try (var handles = new CgroupHandles(mount)) {

            // When
            var path = handles.path(id);

            // Then
            assertThat(path).isEqualTo("/" + CONTAINER);
        }
    }

    @ParameterizedTest
    @MethodSource("trees")
    void saysOfAnIdThatNeverWasThatItIsUnknown(Path mount) throws IOException {
        // Given
        try (var handles = new CgroupHandles(mount)) {

            // When
            var path = handles.path(0x7fff_ffff_ffffL);

            // Then
            assertThat(path).isNull();
            assertThat(handles.permitted()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("trees")
    void stillNamesACgroupThatIsGone(Path mount) throws IOException {
        // Given
        try (var tree = CgroupTree.open(mount)) {
            long id = make(mount, CONTAINER);
            await().until(() -> tree.seen(id) != null);

            // When
            removeCgroups();

            // Then
            assertThat(tree.path(id)).isEqualTo("/" + CONTAINER);
        }
    }

    @ParameterizedTest
    @MethodSource("trees")
    void knowsWhatWasThereBeforeItWithoutAskingTheKernel(Path mount) throws IOException {
        // Given
        long id = make(mount, CONTAINER);

        // When
        try (var tree = CgroupTree.open(mount)) {

            // Then
            await().untilAsserted(() -> assertThat(tree.seen(id)).isEqualTo("/" + CONTAINER));
        }
    }

    @ParameterizedTest
    @MethodSource("trees")
    void forgetsTheOldestAndAsksTheKernelAgain(Path mount) throws IOException {
        // Given
        try (var tree = CgroupTree.open(mount)) {
            long id = make(mount, CONTAINER);
            await().until(() -> tree.seen(id) != null);

            // When
            for (int i = 0; i < CgroupTree.MOST_PATHS; i++) tree.remember(-i, "/other");

            // Then
            assertThat(tree.seen(id)).isNull();
            assertThat(tree.path(id)).isEqualTo("/" + CONTAINER);
        }
    }

    @Test
    void findsAProcessByItsIdsByItsPidAndByItsPath() throws Exception {
        // Given
        var sleeper = new ProcessBuilder("sleep", "60").start();
        long[] ids = {0, 0};
        for (Path mount : trees()) {
            long id = make(mount, CONTAINER);
            ids[Files.exists(mount.resolve("cgroup.controllers")) ? 0 : 1] = id;
            Files.writeString(mount.resolve(CONTAINER).resolve("cgroup.procs"), Long.toString(sleeper.pid()));
        }

        // When
        try (var cgroups = Cgroups.open(Path.of("/proc"), Path.of("/sys/fs/cgroup"))) {
            var byIds = cgroups.path(ids[0], ids[1]);
            var byPid = cgroups.pathOf((int) sleeper.pid());
            var members = cgroups.members(byPid);

            // Then
            assertThat(byIds).isEqualTo("/" + CONTAINER);
            assertThat(byPid).isEqualTo("/" + CONTAINER);
            assertThat(members).containsExactly((int) sleeper.pid());
        } finally {
            sleeper.destroyForcibly().waitFor();
        }
    }

    /** Makes a cgroup and what lies above it, and gives its id. */
    private long make(Path mount, String cgroup) throws IOException {
        var directory = mount;
        for (Path name : Path.of(cgroup)) {
            directory = directory.resolve(name);
            if (!Files.exists(directory)) made.add(Files.createDirectory(directory));
        }
        return (Long) requireNonNull(Files.getAttribute(directory, "unix:ino"));
    }
}
