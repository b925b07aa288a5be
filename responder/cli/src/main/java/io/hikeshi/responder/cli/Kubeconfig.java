package io.hikeshi.responder.cli;

import io.fabric8.kubernetes.api.model.NamedCluster;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import io.hikeshi.sensor.event.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/**
 * A file that says where a cluster is and who we are there.
 *
 * @param server the API server of the context in use, such as {@code https://127.0.0.1:6443}
 */
record Kubeconfig(Path file, String server) {
    private static final long MOST_BYTES = 1 << 20;

    /** Checked before anything starts: the client itself falls back to other clusters without a word. */
    static final class Reader implements ITypeConverter<Kubeconfig> {
        @Override
        public Kubeconfig convert(String value) {
            var file = new Readers.Readable().convert(value);
            if (!Files.isRegularFile(file)) throw new TypeConversionException(Text.quoted(value) + " is not a file");
            return new Kubeconfig(
                    file,
                    server(file)
                            .orElseThrow(() -> new TypeConversionException(Text.quoted(value)
                                    + " is not a kubeconfig whose current-context leads to a cluster with a server")));
        }
    }

    /**
     * The one that was named, or else the one that kubectl would take.
     *
     * @throws ParameterException if there is none, or it leads to no cluster
     */
    static Kubeconfig orDefault(@Nullable Kubeconfig named, CommandSpec command) {
        if (named != null) return named;
        var home = System.getProperty("user.home") + "/.kube/config";
        var usual = Objects.requireNonNullElse(System.getenv("KUBECONFIG"), home);
        try {
            return new Reader().convert(usual);
        } catch (TypeConversionException e) {
            throw new ParameterException(
                    command.commandLine(), "no cluster to ask: " + e.getMessage() + "; name one by --kubeconfig FILE");
        }
    }

    private static Optional<String> server(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) return Optional.empty();
            var config = KubeConfigUtils.parseConfigFromString(Files.readString(file));
            if (config == null) return Optional.empty();
            return orNone(config.getContexts()).stream()
                    .filter(context -> Objects.equals(context.getName(), config.getCurrentContext()))
                    .flatMap(context -> Optional.ofNullable(context.getContext()).stream())
                    .flatMap(context -> cluster(config.getClusters(), context.getCluster()).stream())
                    .findFirst();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> cluster(List<NamedCluster> clusters, String name) {
        return orNone(clusters).stream()
                .filter(named -> Objects.equals(named.getName(), name) && named.getCluster() != null)
                .flatMap(named -> Optional.ofNullable(named.getCluster().getServer()).stream())
                .filter(server -> !server.isBlank())
                .findFirst();
    }

    /** A key without a value. */
    private static <T> List<T> orNone(List<T> list) {
        return Objects.requireNonNullElse(list, List.of());
    }
}
