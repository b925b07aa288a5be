package io.hikeshi.responder.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the Jobs that the death of a node would hurt, before it happens: afterwards they cannot be helped. */
@Command(name = "jobs")
final class JobsCommand extends Helpful implements Callable<Integer> {
    @Option(names = "--kubeconfig", converter = Kubeconfig.Reader.class)
    @Nullable
    Kubeconfig kubeconfig;

    @Option(
            names = {"-n", "--namespace"},
            converter = Readers.KubernetesName.class)
    @Nullable
    String namespace;

    @Option(names = "--json")
    boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    CommandSpec spec;

    private final Streams streams;

    JobsCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        return new ClusterQuestion(Kubeconfig.orDefault(kubeconfig, spec), streams).ask(this::list);
    }

    private int list(KubernetesClient client) {
        var found = new JobsListing(client, namespace).read();
        var hurt = found.stream().filter(JobAtRisk::isHurt).toList();
        if (json) hurt.forEach(job -> streams.out().println(JobText.json(job)));
        else streams.out().print(JobText.table(hurt, found.size()));
        return 0;
    }
}
