package io.hikeshi.functions;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestsTest {
    private static final Path FOLDER = Path.of("../knative/base/functions");
    /** What a function needs beyond reading and patching what it is asked about. */
    private static final Map<String, List<String>> MORE = Map.of(
            "fail-pods", List.of("list"),
            "reschedule-job", List.of("list"),
            "delete-pods", List.of("list", "delete"),
            "delete-node", List.of("list", "delete"));

    private static final String CONTAINER = "/spec/template/spec/containers/0/";

    @ParameterizedTest
    @MethodSource("actions")
    void callsAnActionByOneNameEverywhere(String action) throws IOException {
        // When
        var service = document(action, "serving.knative.dev/v1");
        var account = document(action, "v1");
        var role = document(action, "rbac.authorization.k8s.io/v1");

        // Then
        assertThat(service.getMetadata().getName()).isEqualTo(action);
        assertThat(account.getMetadata().getName()).isEqualTo(action);
        assertThat(role.getMetadata().getName()).isEqualTo("hikeshi-" + action);
        assertThat(at(service, "/spec/template/spec/serviceAccountName")).isEqualTo(action);
        var serves = Map.of("name", "HIKESHI_FUNCTIONS_SERVE", "value", action);
        assertThat(environment(service)).anyMatch(serves::equals);
        assertThat(Files.readString(FOLDER.resolve("kustomization.yaml"))).contains("- " + action + ".yaml");
    }

    @ParameterizedTest
    @MethodSource("actions")
    void runsWithNoMoreRightsThanItNeeds(String action) throws IOException {
        // When
        var service = document(action, "serving.knative.dev/v1");
        var role = Files.readString(FOLDER.resolve(action + ".yaml"));

        // Then
        assertThat(at(service, CONTAINER + "securityContext/runAsNonRoot")).isEqualTo(true);
        assertThat(at(service, CONTAINER + "securityContext/readOnlyRootFilesystem"))
                .isEqualTo(true);
        assertThat(at(service, CONTAINER + "securityContext/allowPrivilegeEscalation"))
                .isEqualTo(false);
        assertThat(at(service, CONTAINER + "securityContext/capabilities/drop")).isEqualTo(List.of("ALL"));
        assertThat(role).doesNotContain("\"*\"", "secrets");
        var granted = Pattern.compile("verbs: \\[(.*)]")
                .matcher(role)
                .results()
                .flatMap(verbs -> Stream.of(verbs.group(1).split(", ")))
                .collect(Collectors.toSet());
        granted.removeAll(Set.of("get", "patch", "create"));
        assertThat(granted).containsExactlyInAnyOrderElementsOf(MORE.getOrDefault(action, List.of()));
    }

    private static Stream<String> actions() {
        return Lab.FUNCTIONS.stream();
    }

    private static List<?> environment(GenericKubernetesResource service) {
        return (List<?>) at(service, CONTAINER + "env");
    }

    private static GenericKubernetesResource document(String file, String apiVersion) throws IOException {
        return Stream.of(Files.readString(FOLDER.resolve(file + ".yaml")).split("\n---\n"))
                .map(text -> new KubernetesSerialization().unmarshal(text, GenericKubernetesResource.class))
                .filter(document -> document.getApiVersion().equals(apiVersion))
                .findFirst()
                .orElseThrow();
    }

    /** A JSON pointer. */
    private static Object at(GenericKubernetesResource resource, String pointer) {
        Object found = resource.getAdditionalProperties();
        for (String step : pointer.substring(1).split("/")) {
            var next = found instanceof List<?> list ? list.get(Integer.parseInt(step)) : ((Map<?, ?>) found).get(step);
            found = requireNonNull(next, pointer);
        }
        return found;
    }
}
