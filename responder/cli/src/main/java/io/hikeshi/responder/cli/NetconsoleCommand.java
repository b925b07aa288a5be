package io.hikeshi.responder.cli;

import io.hikeshi.sensor.netconsole.target.Endpoint;
import io.hikeshi.sensor.netconsole.target.Host;
import io.hikeshi.sensor.netconsole.target.MacAddress;
import io.hikeshi.sensor.netconsole.target.NodeNonce;
import io.hikeshi.sensor.netconsole.target.Wishes;
import io.hikeshi.sensor.netconsole.wire.Format;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints, checks, makes and tests the netconsole configuration of this machine. */
@Command(name = "netconsole")
final class NetconsoleCommand extends Helpful implements Callable<Integer> {
    private static final String RECEIVERS = "HIKESHI_NETCONSOLE_RECEIVERS";

    @Option(names = "--receiver", split = ",", converter = NetconsoleOptions.Receiver.class)
    List<Endpoint> receivers = List.of();

    @Option(names = "--device")
    @Nullable
    String device;

    @Option(names = "--mac", converter = NetconsoleOptions.Mac.class)
    @Nullable
    MacAddress mac;

    @Option(names = "--format", converter = NetconsoleOptions.FormatName.class)
    Format format = Format.EXTENDED;

    @Option(names = "--loglevel")
    @Nullable
    Integer loglevel;

    @Option(names = "--nonce", converter = NetconsoleOptions.Nonce.class)
    @Nullable
    NodeNonce nonce;

    @Option(names = "--node", converter = NetconsoleOptions.NodeName.class)
    @Nullable
    String node;

    @Option(names = "--kubeconfig", converter = Kubeconfig.Reader.class)
    @Nullable
    Kubeconfig kubeconfig;

    @Option(names = "--check")
    boolean check;

    @Option(names = "--apply")
    boolean apply;

    @Option(names = "--remove")
    boolean remove;

    @Option(names = "--test")
    boolean test;

    @Option(names = "--confirm", converter = Readers.HttpUrl.class)
    List<URI> confirm = List.of();

    @Option(names = "--configfs")
    Path configfs = Host.CONFIGFS;

    @Option(names = "--best-effort")
    boolean bestEffort;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    CommandSpec spec;

    private final Streams streams;
    private final Function<Path, Host> machine;
    private final Map<String, String> environment;
    private final NetconsolePrinter printer;

    /** @param machine which one it is, by where its configfs is mounted */
    NetconsoleCommand(Streams streams, Function<Path, Host> machine, Map<String, String> environment) {
        this.streams = streams;
        this.machine = machine;
        this.environment = environment;
        this.printer = new NetconsolePrinter(streams.out());
    }

    @Override
    public Integer call() throws InterruptedException {
        if (Stream.of(check, apply, remove).filter(Boolean::booleanValue).count() > 1) {
            throw wrong("--check, --apply and --remove exclude each other");
        }
        if (isDone()) return 0;
        if (!bestEffort) return Hikeshi.FAILED;
        streams.err().println("hikeshi: not all of this node's netconsole could be set up; going on without it");
        return 0;
    }

    private boolean isDone() throws InterruptedException {
        var setup = new NetconsoleSetup(machine.apply(configfs), printer, new NonceRegister(kubeconfig), node);
        try {
            if (remove) return setup.remove();
            boolean onlyTests = test && receivers().isEmpty() && !apply && !check;
            boolean done = onlyTests || planned(setup);
            return test ? setup.test(confirm) && done : done;
        } catch (IOException e) {
            streams.err().println("hikeshi: " + e.getMessage());
            return false;
        }
    }

    private boolean planned(NetconsoleSetup setup) throws IOException, InterruptedException {
        if (check) return setup.check(wishes());
        return apply ? setup.apply(wishes()) : setup.show(wishes());
    }

    private Wishes wishes() throws IOException {
        if (receivers().isEmpty() && bestEffort) throw new IOException("no receiver is configured: set " + RECEIVERS);
        try {
            var level = loglevel == null ? OptionalInt.empty() : OptionalInt.of(loglevel);
            return new Wishes(receivers(), device, mac, format, level, nonce);
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage() + (receivers().isEmpty() ? ": add --receiver ADDRESS" : ""));
        }
    }

    /** A container finds them in its environment, where they come from a ConfigMap. */
    private List<Endpoint> receivers() {
        String configured = environment.getOrDefault(RECEIVERS, "").strip();
        if (!receivers.isEmpty() || configured.isEmpty()) return receivers;
        try {
            return Stream.of(configured.split("\\s*,\\s*")).map(Endpoint::parse).toList();
        } catch (IllegalArgumentException e) {
            throw wrong(RECEIVERS + ": " + e.getMessage());
        }
    }

    private ParameterException wrong(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
