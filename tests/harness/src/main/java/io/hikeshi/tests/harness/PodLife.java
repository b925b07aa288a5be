package io.hikeshi.tests.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** What a kubelet writes about a pod, without containers behind it. */
final class PodLife {
    private static final String RUNTIME = "containerd://";
    /** How a shell counts a death by signal. */
    private static final int SIGNAL_BASE = 128;

    private final KubernetesClient client;

    PodLife(KubernetesClient client) {
        this.client = client;
    }

    /** The next step of a bound pod's life, if one is due: start it, or let it go. */
    void advance(Pod pod) {
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            at(pod).withGracePeriod(0).delete();
        } else if (isPending(pod)) {
            at(pod).editStatus(PodLife::started);
        }
    }

    Pod restart(String namespace, String name, String container, int signal) {
        return client.pods()
                .inNamespace(namespace)
                .withName(name)
                .editStatus(found -> new PodBuilder(found)
                        .editStatus()
                        .withContainerStatuses(found.getStatus().getContainerStatuses().stream()
                                .map(status ->
                                        status.getName().equals(container) ? restarted(found, status, signal) : status)
                                .toList())
                        .endStatus()
                        .build());
    }

    static boolean isRunning(Pod pod) {
        return pod != null
                && "Running".equals(pod.getStatus().getPhase())
                && pod.getStatus().getContainerStatuses().stream().allMatch(ContainerStatus::getReady);
    }

    static String containerId(Pod pod, String container) {
        return pod.getStatus().getContainerStatuses().stream()
                .filter(status -> status.getName().equals(container))
                .map(status -> status.getContainerID().substring(RUNTIME.length()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("pod %s has no running container %s"
                        .formatted(pod.getMetadata().getName(), container)));
    }

    private PodResource at(Pod pod) {
        return client.pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName());
    }

    /** What we were told may be old news: a pod that runs by now must not start anew. */
    private static Pod started(Pod found) {
        if (!isPending(found)) return found;
        return new PodBuilder(found).withStatus(running(found)).build();
    }

    private static boolean isPending(Pod pod) {
        return "Pending".equals(pod.getStatus().getPhase());
    }

    private static PodStatus running(Pod pod) {
        return new PodStatusBuilder(pod.getStatus())
                .withPhase("Running")
                .withHostIP(Loopback.HOST)
                .withStartTime(now())
                .withConditions(conditions(pod))
                .withContainerStatuses(pod.getSpec().getContainers().stream()
                        .map(container -> started(pod, container))
                        .toList())
                .build();
    }

    private static List<PodCondition> conditions(Pod pod) {
        var scheduled =
                pod.getStatus().getConditions().stream().filter(known -> "PodScheduled".equals(known.getType()));
        var ready = Stream.of("Initialized", "ContainersReady", "Ready")
                .map(type -> new PodConditionBuilder()
                        .withType(type)
                        .withStatus("True")
                        .withLastTransitionTime(now())
                        .build());
        return Stream.concat(scheduled, ready).toList();
    }

    private static ContainerStatus started(Pod pod, Container container) {
        return new ContainerStatusBuilder()
                .withName(container.getName())
                .withImage(container.getImage())
                .withImageID(container.getImage() + "@sha256:" + hash(container.getImage()))
                .withContainerID(id(pod, container.getName(), 0))
                .withReady(true)
                .withStarted(true)
                .withRestartCount(0)
                .withNewState()
                .withNewRunning(now())
                .endState()
                .build();
    }

    private static ContainerStatus restarted(Pod pod, ContainerStatus died, int signal) {
        int restarts = died.getRestartCount() + 1;
        return new ContainerStatusBuilder(died)
                .withRestartCount(restarts)
                .withContainerID(id(pod, died.getName(), restarts))
                .withNewLastState()
                .withNewTerminated()
                .withContainerID(died.getContainerID())
                .withExitCode(SIGNAL_BASE + signal)
                .withReason("Error")
                .withStartedAt(died.getState().getRunning().getStartedAt())
                .withFinishedAt(now())
                .endTerminated()
                .endLastState()
                .withNewState()
                .withNewRunning(now())
                .endState()
                .build();
    }

    /** 64 hex digits, as containerd's; the same for the same start of the same container. */
    private static String id(Pod pod, String container, int restarts) {
        return RUNTIME + hash(pod.getMetadata().getUid() + "/" + container + "/" + restarts);
    }

    private static String hash(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
