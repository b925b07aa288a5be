package io.hikeshi.tests.scenarios;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** What knative/base would install, as far as a control plane without image registry can run it: the rights. */
final class Manifests {
    private static final Path BASE = Path.of("..", "..", "knative", "base");
    private static final Set<String> RIGHTS = Set.of(
            "ServiceAccount",
            "ClusterRole",
            "ClusterRoleBinding",
            "ValidatingAdmissionPolicy",
            "ValidatingAdmissionPolicyBinding");

    private Manifests() {}

    static void applyRights(KubernetesClient admin) {
        for (Path file : yamlFiles()) {
            for (HasMetadata object : objects(admin, file)) {
                if (RIGHTS.contains(object.getKind())) apply(admin, object);
            }
        }
    }

    /** As kustomize would, namespaced objects go into our namespace. */
    private static void apply(KubernetesClient admin, HasMetadata object) {
        if (object instanceof Namespaced) object.getMetadata().setNamespace(Installation.NAMESPACE);
        admin.resource(object).serverSideApply();
    }

    private static List<HasMetadata> objects(KubernetesClient admin, Path file) {
        try (var yaml = Files.newInputStream(file)) {
            return admin.load(yaml).items();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static List<Path> yamlFiles() {
        try (var files = Files.walk(BASE)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.endsWith("kustomization.yaml"))
                    .filter(file -> !file.startsWith(BASE.resolve("rules")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + BASE, e);
        }
    }
}
