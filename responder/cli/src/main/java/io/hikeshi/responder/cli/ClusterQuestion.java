package io.hikeshi.responder.cli;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.hikeshi.sensor.event.Text;
import java.util.function.ToIntFunction;

/** Asks an API server while a person waits: soon answered or given up, and told in a person's words. Needs no Quarkus. */
record ClusterQuestion(Kubeconfig kubeconfig, Streams streams) {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int ANSWER_MILLIS = 20_000;
    private static final int LONGEST_ANSWER = 500;

    /** What {@code work} returns, or {@link Hikeshi#FAILED} once it was said why the API server could not be asked. */
    int ask(ToIntFunction<KubernetesClient> work) {
        try (var client = new KubernetesClientBuilder().withConfig(config()).build()) {
            return work.applyAsInt(client);
        } catch (KubernetesClientException e) {
            streams.err().println("hikeshi: " + kubeconfig.server() + " " + problem(e));
            streams.err().println("  what to do: " + cure(e.getCode()));
            return Hikeshi.FAILED;
        }
    }

    private Config config() {
        return new ConfigBuilder(Config.fromKubeconfig(kubeconfig.file().toFile()))
                .withConnectionTimeout(CONNECT_MILLIS)
                .withRequestTimeout(ANSWER_MILLIS)
                .withRequestRetryBackoffLimit(1)
                .withUserAgent("hikeshi")
                .build();
    }

    private static String problem(KubernetesClientException e) {
        if (!isAnswer(e.getCode()))
            return "did not answer: " + Text.printable(rootOf(e).toString(), LONGEST_ANSWER);
        var status = e.getStatus();
        var said = status == null || status.getMessage() == null ? String.valueOf(e.getMessage()) : status.getMessage();
        return "answered " + e.getCode() + ": " + Text.printable(said, LONGEST_ANSWER);
    }

    /** The client has numbers of its own for what is none. */
    private static boolean isAnswer(int code) {
        return code >= 100;
    }

    private static Throwable rootOf(Throwable e) {
        return e.getCause() == null ? e : rootOf(e.getCause());
    }

    private static String cure(int code) {
        if (!isAnswer(code))
            return "see whether kubectl reaches it with this kubeconfig, or name another by --kubeconfig";
        return switch (code) {
            case 401 -> "log in anew: it does not take the credentials of this kubeconfig";
            case 403 -> "use a kubeconfig whose user may do this, or let one grant it";
            case 404 -> "see whether that is the right cluster, and the name is written right";
            default -> "try again";
        };
    }
}
