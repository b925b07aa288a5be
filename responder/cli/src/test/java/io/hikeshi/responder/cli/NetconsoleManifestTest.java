package io.hikeshi.responder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class NetconsoleManifestTest {
    static final Path FILE = Path.of("../../knative/base/sensor/netconsole.yaml");

    @Test
    void callsTheCommandWithOptionsThatItHas() throws IOException {
        // Given: kubelet puts the environment in
        var words = step().getArgs().stream()
                .map(word -> word.replace("$(HIKESHI_NODE)", "node-1"))
                .toArray(String[]::new);

        // When
        var parsed = new CommandLine(new Hikeshi(), new Streams(System.out, System.err)).parseArgs(words);

        // Then
        var command = (NetconsoleCommand) parsed.subcommand().commandSpec().userObject();
        assertThat(command.apply && command.test && command.bestEffort).isTrue();
        assertThat(command.node).isEqualTo("node-1");
        assertThat(command.configfs).isEqualTo(Path.of("/host/config"));
    }

    @Test
    void isRootWithoutAnyCapabilityAndSeesNothingOfTheHostButConfigfs() throws IOException {
        // When
        var security = step().getSecurityContext();

        // Then
        assertThat(security.getPrivileged()).isNull();
        assertThat(security.getAllowPrivilegeEscalation()).isFalse();
        assertThat(security.getReadOnlyRootFilesystem()).isTrue();
        assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(security.getCapabilities().getAdd()).isEmpty();
        assertThat(pod().getVolumes())
                .filteredOn(volume -> volume.getHostPath() != null)
                .extracting(volume -> volume.getHostPath().getPath())
                .containsExactly("/sys/kernel/config");
    }

    @Test
    void asksForConfirmationWhereTheReceiversAnswer() throws IOException {
        // When
        var receiver = Files.readString(FILE.resolveSibling("receiver.yaml"));

        // Then
        assertThat(receiver).contains("containerPort: " + NetconsoleSetup.RECEIVERS_HTTP_PORT + '\n');
    }

    @Test
    void isInTheNetworkWhoseDevicesNetpollLooksFor() throws IOException {
        assertThat(pod().getHostNetwork()).isTrue();
        assertThat(pod().getHostPID()).isNull();
    }

    private static Container step() throws IOException {
        return pod().getInitContainers().get(0);
    }

    private static PodSpec pod() throws IOException {
        return Stream.of(Files.readString(FILE).split("\n---\n"))
                .filter(document -> document.contains("kind: DaemonSet"))
                .map(document -> new KubernetesSerialization().unmarshal(document, DaemonSet.class))
                .findFirst()
                .orElseThrow()
                .getSpec()
                .getTemplate()
                .getSpec();
    }
}
