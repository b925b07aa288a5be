package io.hikeshi.tests.scenarios;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.hikeshi.tests.harness.Command;
import io.hikeshi.tests.harness.Nodes;
import io.hikeshi.tests.harness.PodCgroup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The workload of the scenarios: pods in the namespace {@code shop}, and processes that die inside them. */
final class Shop {
    static final String NAMESPACE = "shop";

    /** A rule that annotates every pod in which a process crashed. */
    static final String ANNOTATE = """
            apiVersion: hikeshi.io/v1
            kind: Rules
            rules:
              - name: shop-crashed
                on: [process.crashed]
                then:
                  - action: annotate-pod
            """;

    private static final String CONTAINER = "main";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Shop() {}

    /**
     * A running pod on the scenario's node.
     *
     * @param act its label {@code act}, which rules can match
     */
    static Pod pod(Installation lab, String name, String act) {
        var client = lab.cluster.client();
        if (client.namespaces().withName(NAMESPACE).get() == null) lab.cluster.createNamespace(NAMESPACE);
        var pod = new PodBuilder()
                .withNewMetadata()
                .withNamespace(NAMESPACE)
                .withName(name)
                .addToLabels("act", act)
                .endMetadata()
                .withNewSpec()
                .withNodeName(Installation.NODE)
                .addNewContainer()
                .withName(CONTAINER)
                .withImage("shop/web:1")
                .endContainer()
                .endSpec()
                .build();
        client.resource(pod).create();
        return lab.nodes().awaitRunning(NAMESPACE, name);
    }

    /**
     * A process inside the pod's container dies of SIGSEGV.
     *
     * @return {@link System#nanoTime} just before it was started
     */
    static long crashIn(Installation lab, Pod pod) {
        var program = compiled(lab.folder(), Path.of("src", "test", "c", "segv.c"));
        long began = System.nanoTime();
        try (var cgroup = cgroup(pod);
                var crash = cgroup.inside(Command.of(program)).start(lab.folder(), "segv")) {
            crash.awaitExit(PATIENCE);
            return began;
        }
    }

    /** Processes inside the pod's container die of SIGSEGV, so many a second; returns when the last has. */
    static void crashIn(Installation lab, PodCgroup cgroup, int count, int perSecond) {
        var program = compiled(lab.folder(), Path.of("..", "bench", "src", "main", "c", "workers.c"));
        var truth = lab.folder().resolve("truth.csv");
        var patience = PATIENCE.plusSeconds(count / perSecond);
        var command = Command.of(program, count, perSecond, truth, unifiedRoot() + cgroup.path());
        try (var workers = command.start(lab.folder(), "workers")) {
            if (workers.awaitExit(patience) != 0) throw new IllegalStateException("workers: " + workers.errors());
        }
    }

    /** Where cgroup v2 is mounted, alone or beside v1. */
    private static Path unifiedRoot() {
        var besideV1 = Path.of("/sys/fs/cgroup/unified");
        return besideV1.toFile().isDirectory() ? besideV1 : Path.of("/sys/fs/cgroup");
    }

    static PodCgroup cgroup(Pod pod) {
        return new PodCgroup(pod.getMetadata().getUid(), Nodes.containerId(pod, CONTAINER));
    }

    static Map<String, String> annotations(Installation lab, Pod pod) {
        var annotations = lab.cluster.client().resource(pod).get().getMetadata().getAnnotations();
        return annotations == null ? Map.of() : annotations;
    }

    private static Path compiled(Path folder, Path source) {
        var program = folder.resolve(source.getFileName().toString().replace(".c", ""));
        if (program.toFile().exists()) return program;
        try (var compiler =
                Command.of("gcc", "-g", "-O1", "-o", program, source).start(folder, "gcc")) {
            if (compiler.awaitExit(PATIENCE) == 0) return program;
            throw new IllegalStateException("cannot compile " + source + ": " + compiler.errors());
        }
    }
}
