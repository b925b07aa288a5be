package io.hikeshi.responder.cli;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Everything in one process: checks what was asked, then starts Quarkus with it. */
@Command(name = "run")
final class RunCommand extends Helpful implements Callable<Integer> {
    @Option(names = "--rules", converter = Readers.Readable.class)
    @Nullable
    Path rules;

    @Option(names = "--kubeconfig", converter = Kubeconfig.Reader.class)
    @Nullable
    Kubeconfig kubeconfig;

    @Option(names = "--nats", converter = NatsUrls.class)
    @Nullable
    String nats;

    @Option(names = "--netconsole", converter = Readers.Listen.class)
    @Nullable
    InetSocketAddress netconsole;

    @Option(names = "--apply")
    boolean apply;

    @Option(names = "--for", converter = Readers.Time.class)
    @Nullable
    Duration time;

    @Option(names = "--json")
    boolean json;

    @Option(names = "--backend", converter = Readers.Backend.class, defaultValue = "auto")
    String backend = "auto";

    @Option(names = "--all-deaths")
    boolean allDeaths;

    @Option(names = "--port", converter = Readers.Port.class, defaultValue = "8080")
    int port;

    @Option(names = {"-v", "--verbose"})
    boolean verbose;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    CommandSpec spec;

    private final Streams streams;

    RunCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        var options = options();
        var rules = RulesCheck.begin(options.rules(), streams.err());
        return Run.start(
                new RunSession(began(), options, rules, new RunPrinter(options, streams.out(), streams.err())));
    }

    private static Instant began() {
        var micros = Long.getLong("hikeshi.began");
        return micros == null ? Instant.now() : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private RunOptions options() {
        if (apply && kubeconfig == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--apply needs a cluster to act on: add --kubeconfig FILE, or leave --apply out");
        }
        if (backend.equals(Readers.Backend.NONE) && netconsole == null) {
            throw new ParameterException(
                    spec.commandLine(), "--backend none leaves nothing to watch: add --netconsole [ADDRESS:]PORT");
        }
        return new RunOptions(
                TrialCluster.name(),
                rules == null ? DefaultRules.path() : rules,
                kubeconfig,
                nats,
                netconsole,
                apply,
                time,
                json,
                backend,
                allDeaths,
                port,
                verbose);
    }
}
