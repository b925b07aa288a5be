package io.hikeshi.sensor.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.hikeshi.sensor.event.Container;
import io.hikeshi.sensor.event.Workload;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodReaderTest {
    @Test
    void knowsContainersOfEveryKindAndThoseOfTheirPreviousLife() {
        // Given
        var pod = pod().withNewSpec()
                .addNewContainer()
                .withName("app")
                .withImage("shop:1")
                .endContainer()
                .addNewInitContainer()
                .withName("migrate")
                .withImage("shop-migrate:1")
                .endInitContainer()
                .addNewEphemeralContainer()
                .withName("debug")
                .withImage("tcpdump:1")
                .endEphemeralContainer()
                .endSpec()
                .withNewStatus()
                .addNewInitContainerStatus()
                .withName("migrate")
                .withContainerID("containerd://i1")
                .endInitContainerStatus()
                .addNewContainerStatus()
                .withName("app")
                .withImage("sha256:resolved")
                .withContainerID("cri-o://a2")
                .withNewLastState()
                .withNewTerminated()
                .withContainerID("cri-o://a1")
                .endTerminated()
                .endLastState()
                .endContainerStatus()
                .addNewEphemeralContainerStatus()
                .withName("debug")
                .withContainerID("docker://d1")
                .endEphemeralContainerStatus()
                .endStatus()
                .build();

        // When
        var known = PodReader.read(pod);

        // Then
        assertThat(known.containers())
                .containsOnly(
                        Map.entry("i1", new Container("i1", "migrate", "shop-migrate:1")),
                        Map.entry("a1", new Container("a1", "app", "shop:1")),
                        Map.entry("a2", new Container("a2", "app", "shop:1")),
                        Map.entry("d1", new Container("d1", "debug", "tcpdump:1")));
    }

    @Test
    void answersForAStaticPodByTheHashOfItsConfiguration() {
        // Given
        var mirror = pod().editMetadata()
                .addToAnnotations("kubernetes.io/config.hash", "f00d")
                .addToAnnotations("kubernetes.io/config.mirror", "f00d")
                .endMetadata()
                .build();

        // When
        var known = PodReader.read(mirror);

        // Then
        assertThat(known.keys()).containsOnly("uid-1", "f00d");
    }

    @Test
    void takesAPodThatHasNeitherStatusNorLabelsYet() {
        // Given
        var bare = pod().build();

        // When
        var known = PodReader.read(bare);

        // Then
        assertThat(known.containers()).isEmpty();
        assertThat(known.pod().labels()).isEmpty();
        assertThat(known.pod().workload()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        // a Deployment's pod, one of a bare ReplicaSet, one whose hash is not in the name
        "ReplicaSet, web-5d4f8c7b9d, 5d4f8c7b9d, Deployment, web",
        "ReplicaSet, web-5d4f8c7b9d, , ReplicaSet, web-5d4f8c7b9d",
        "ReplicaSet, web-5d4f8c7b9d, aaaaaaaaaa, ReplicaSet, web-5d4f8c7b9d",
        "ReplicaSet, -5d4f8c7b9d, 5d4f8c7b9d, ReplicaSet, -5d4f8c7b9d",
        // 29723040 minutes after 1970 is 2026-07-07T00:00Z, a minute before the pod; 20260707 only looks like a time
        "Job, backup-29723040, , CronJob, backup",
        "Job, backup-20260707, , Job, backup-20260707",
        "Job, backup-29729999, , Job, backup-29729999",
        "Job, migrate, , Job, migrate",
        "DaemonSet, proxy, , DaemonSet, proxy",
        "StatefulSet, db, , StatefulSet, db",
        "Node, node-1, , Node, node-1",
    })
    void namesTheTopOwner(String kind, String name, @Nullable String hash, String topKind, String topName) {
        // Given
        var pod = pod().editMetadata()
                .withCreationTimestamp("2026-07-07T00:01:00Z")
                .withLabels(hash == null ? null : Map.of("pod-template-hash", hash))
                .addNewOwnerReference()
                .withKind("Watcher")
                .withName("not-the-controller")
                .endOwnerReference()
                .addNewOwnerReference()
                .withController(true)
                .withKind(kind)
                .withName(name)
                .endOwnerReference()
                .endMetadata()
                .build();

        // When
        var workload = PodReader.read(pod).pod().workload();

        // Then
        assertThat(workload).isEqualTo(new Workload(topKind, topName));
    }

    private static PodBuilder pod() {
        return new PodBuilder()
                .withNewMetadata()
                .withUid("uid-1")
                .withNamespace("shop")
                .withName("web-1")
                .endMetadata();
    }
}
