package io.hikeshi.responder.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.hikeshi.sensor.event.Text;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes a person's word that a node's power is off, unless the cluster knows better. */
@Command(name = "fence")
final class FenceCommand extends Helpful implements Callable<Integer> {
    @Parameters(paramLabel = "NODE", converter = Readers.KubernetesName.class)
    String node = "";

    @Option(names = "--kubeconfig", converter = Kubeconfig.Reader.class)
    @Nullable
    Kubeconfig kubeconfig;

    @Option(names = "--yes")
    boolean yes;

    @Option(names = "--undo")
    boolean undo;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    CommandSpec spec;

    private final Streams streams;
    private final InputStream standardInput;

    FenceCommand(Streams streams, InputStream standardInput) {
        this.streams = streams;
        this.standardInput = standardInput;
    }

    @Override
    public Integer call() {
        return new ClusterQuestion(Kubeconfig.orDefault(kubeconfig, spec), streams).ask(client -> {
            var signs = NodeSigns.read(client, node);
            if (signs.isEmpty()) return refuse("there is no node " + node, "see kubectl get nodes");
            return undo ? release(client) : fence(client, signs.get());
        });
    }

    private int fence(KubernetesClient client, NodeSigns signs) {
        var fence = new Fence(client, node, signs.bootId());
        if (signs.bootId().isEmpty()) return refuse("its kubelet never told a boot id", "nothing of it can be fenced");
        if (signs.annotation(Fence.FENCED).equals(signs.bootId())) return say("is fenced already", Fence.by(signs));
        streams.out().println("node " + node);
        signs.lines(Instant.now()).forEach(line -> streams.out().println("  " + line));

        streams.out().println("watching its Lease for " + signs.renewal().toSeconds() + " s");
        var life = fence.watch(signs);
        if (life.isPresent())
            return refuse(life.get(), "power it off (its BMC, the cloud's console), then call this again");
        if (!yes && !isNameTypedAgain()) return refuse("the name typed was another one", "nothing was changed");
        return fence.set(Instant.now())
                ? say("fenced", "boot " + Text.printable(signs.bootId(), 100))
                : refuse("it was started again meanwhile", "nothing: it is back, and nothing needs to be fenced");
    }

    private int release(KubernetesClient client) {
        return new Fence(client, node, "").lift()
                ? say("is fenced no longer", "what was done to its pods stays done")
                : say("was not fenced", "nothing was changed");
    }

    private boolean isNameTypedAgain() {
        streams.out().print("Its power is off, and stays off until its pods run elsewhere? Type its name: ");
        streams.out().flush();
        try {
            var typed = new BufferedReader(new InputStreamReader(standardInput, StandardCharsets.UTF_8)).readLine();
            return typed != null && typed.strip().equals(node);
        } catch (IOException e) {
            return false;
        }
    }

    private int say(String what, String more) {
        streams.out().println("node " + node + " " + what + ": " + more);
        return 0;
    }

    private int refuse(String why, String cure) {
        streams.err().println("hikeshi: cannot " + (undo ? "lift the fence of " : "fence ") + node + ": " + why);
        streams.err().println("  what to do: " + cure);
        return Hikeshi.FAILED;
    }
}
