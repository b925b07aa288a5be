package io.hikeshi.sensor.kernel.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CgroupPathTest {
    private static final String CONTAINER = "0123456789abcdef".repeat(4);
    private static final String OTHER_CONTAINER = "fedcba9876543210".repeat(4);
    private static final String POD = "2edf54f8-6911-449f-9abe-3d468a770d6b";
    private static final String OTHER_POD = "aaaaaaaa-0001-4000-8000-000000000001";
    private static final String MANIFEST = "d4f0a1b2c3d4e5f60718293a4b5c6d7e";

    /** I container id, J another one, U pod uid, V the same with underscores, H the md5 of a static pod's manifest. */
    private static String spelled(String path) {
        return path.replace("<I>", CONTAINER)
                .replace("<J>", OTHER_CONTAINER)
                .replace("<U>", POD)
                .replace("<V>", POD.replace('-', '_'))
                .replace("<H>", MANIFEST);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        /kubepods/besteffort/pod<U>/<I>                                                                                | BESTEFFORT | <U> | <I> |                |
        /kubepods/burstable/pod<U>/<I>                                                                                 | BURSTABLE  | <U> | <I> |                |
        /kubepods/pod<U>/<I>                                                                                           | GUARANTEED | <U> | <I> |                |
        /kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod<V>.slice/cri-containerd-<I>.scope              | BURSTABLE  | <U> | <I> | cri-containerd |
        /kubepods.slice/kubepods-pod<V>.slice/cri-containerd-<I>.scope                                                 | GUARANTEED | <U> | <I> | cri-containerd |
        /kubepods.slice/kubepods-besteffort.slice/kubepods-besteffort-pod<V>.slice/crio-<I>.scope                      | BESTEFFORT | <U> | <I> | crio           |
        /kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod<V>.slice/crio-<I>.scope/container              | BURSTABLE  | <U> | <I> | crio           | container
        /kubepods/burstable/pod<U>/crio-<I>                                                                            | BURSTABLE  | <U> | <I> | crio           |
        /kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod<V>.slice/crio-conmon-<I>.scope                 | BURSTABLE  | <U> |     |                |
        /kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod<V>.slice/docker-<I>.scope                      | BURSTABLE  | <U> | <I> | docker         |
        /kubelet.slice/kubelet-kubepods.slice/kubelet-kubepods-besteffort.slice/kubelet-kubepods-besteffort-pod<V>.slice/cri-containerd-<I>.scope             | BESTEFFORT | <U> | <I> | cri-containerd |
        /docker/<J>/kubelet.slice/kubelet-kubepods.slice/kubelet-kubepods-besteffort.slice/kubelet-kubepods-besteffort-pod<V>.slice/cri-containerd-<I>.scope  | BESTEFFORT | <U> | <I> | cri-containerd |
        /system.slice/docker-<J>.scope/kubelet/kubepods/burstable/pod<U>/<I>                                           | BURSTABLE  | <U> | <I> |                |
        /system.slice/containerd.service/kubepods-pod<V>.slice:cri-containerd:<I>                                      | GUARANTEED | <U> | <I> | cri-containerd |
        /kubepods-besteffort-pod<V>.slice:cri-containerd:<I>                                                           | BESTEFFORT | <U> | <I> | cri-containerd |
        /kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod<H>.slice/cri-containerd-<I>.scope              | BURSTABLE  | <H> | <I> | cri-containerd |
        /kubepods/burstable/pod<H>/<I>                                                                                 | BURSTABLE  | <H> | <I> |                |
        /kubepods/burstable/pod<U>/<I>/docker/<J>                                                                      | BURSTABLE  | <U> | <I> |                | docker/<J>
        /kubepods.slice/kubepods-pod<V>.slice/cri-containerd-<I>.scope/system.slice/nginx.service                      | GUARANTEED | <U> | <I> | cri-containerd | system.slice/nginx.service
        /kubepods.slice/kubepods-pod<V>.slice/cri-containerd-<I>.scope (deleted)                                       | GUARANTEED | <U> | <I> | cri-containerd |
        /docker/<I>                                                                                                    |            |     | <I> | docker         |
        /system.slice/docker-<I>.scope                                                                                 |            |     | <I> | docker         |
        /machine.slice/libpod-<I>.scope/container                                                                      |            |     | <I> | libpod         | container
        /system.slice/sshd.service                                                                                     |            |     |     |                |
        /                                                                                                              |            |     |     |                |
        /kubepods.slice/kubepods-burstable.slice                                                                       |            |     |     |                |
        /user.slice/user-1000.slice/session-2.scope                                                                    |            |     |     |                |
        """)
    void readsEveryShapeThatRuntimesWrite(
            String path,
            @Nullable Qos qos,
            @Nullable String pod,
            @Nullable String container,
            @Nullable String runtime,
            @Nullable String subPath) {
        // When
        var said = CgroupPath.parse(spelled(path));

        // Then
        assertThat(said)
                .isEqualTo(new CgroupPath(
                        pod == null ? null : spelled(pod),
                        container == null ? null : spelled(container),
                        runtime,
                        qos,
                        subPath == null ? "" : spelled(subPath)));
    }

    @Test
    void tellsAStaticPodByTheHashOfItsManifest() {
        // When
        var fromManifest = CgroupPath.parse("/kubepods/burstable/pod" + MANIFEST + "/" + CONTAINER);
        var fromServer = CgroupPath.parse("/kubepods/burstable/pod" + POD + "/" + CONTAINER);

        // Then
        assertThat(fromManifest.staticPod()).isTrue();
        assertThat(fromServer.staticPod()).isFalse();
    }

    @Test
    void believesTheOutermostPodThatTheNodeKnows() {
        // Given a container that names a cgroup of its own after somebody else's pod
        var path = spelled("/kubepods/pod<U>/<I>/kubepods/besteffort/pod" + OTHER_POD + "/<J>");

        // When
        var said = CgroupPath.parse(path, uid -> true);

        // Then
        assertThat(said.podUid()).isEqualTo(POD);
        assertThat(said.containerId()).isEqualTo(CONTAINER);
        assertThat(said.qos()).isEqualTo(Qos.GUARANTEED);
    }

    @Test
    void passesOverAPodOfTheClusterThatTheNodeItselfIsAContainerOf() {
        // Given
        var path = spelled("/kubepods/pod" + OTHER_POD + "/<J>/kubepods/burstable/pod<U>/<I>");

        // When
        var said = CgroupPath.parse(path, POD::equals);

        // Then
        assertThat(said.podUid()).isEqualTo(POD);
        assertThat(said.containerId()).isEqualTo(CONTAINER);
        assertThat(said.qos()).isEqualTo(Qos.BURSTABLE);
    }

    @Test
    void takesTheInnermostPodIfTheNodeKnowsNone() {
        // Given
        var path = spelled("/kubepods/pod" + OTHER_POD + "/<J>/kubepods/burstable/pod<U>/<I>");

        // When
        var said = CgroupPath.parse(path);

        // Then
        assertThat(said.podUid()).isEqualTo(POD);
    }

    @Test
    void findsThePodInFrontOfThousandsOfNestedCgroups() {
        // Given
        var path = spelled("/kubepods/pod<U>/<I>") + "/nested".repeat(100_000);

        // When
        var said = CgroupPath.parse(path);

        // Then
        assertThat(said.podUid()).isEqualTo(POD);
        assertThat(said.containerId()).isEqualTo(CONTAINER);
        assertThat(said.subPath().length()).isLessThan(4096);
    }

    @Test
    void readsASegmentOfAnyLengthInOneGo() {
        // Given what a regular expression that goes back would choke on
        var path = "/kubepods/" + "pod-".repeat(500_000) + "/" + "-pod0123".repeat(500_000);

        // When
        var said = CgroupPath.parse(path);

        // Then
        assertThat(said).isEqualTo(CgroupPath.ELSEWHERE);
    }

    @Test
    void keepsControlCharactersBelowTheContainerAsData() {
        // Given
        var path = spelled("/kubepods/pod<U>/<I>/\u001b[2J\nforged=line");

        // When
        var said = CgroupPath.parse(path);

        // Then
        assertThat(said.containerId()).isEqualTo(CONTAINER);
        assertThat(said.subPath()).isEqualTo("\u001b[2J\nforged=line");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "//////",
                "no slash",
                "(deleted)",
                "/kubepods/pod",
                "/kubepods/pod2edf54f8-6911_449f-9abe_3d468a770d6b", // dashes and underscores mixed
                "/kubepods/pod2EDF54F8-6911-449F-9ABE-3D468A770D6B", // the API server writes uids in lower case
                "/kubepods/pod2edf54f8-6911-449f-9abe-3d468a770d6b0", // a digit too many
                "/kubepods/pod2edf54f8-6911-449f-9abe-3d468a770d6b\n",
                "/kubepods/tripod2edf54f8-6911-449f-9abe-3d468a770d6b",
                "/docker/0123456789abcdef",
                "/evil-0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef.scope",
                "/\u0000\u202e\ud800/\uffff"
            })
    void saysNothingOfAPathThatNamesNeitherPodNorContainer(String path) {
        // When
        var said = CgroupPath.parse(path);

        // Then
        assertThat(said.isNamed()).isFalse();
    }
}
