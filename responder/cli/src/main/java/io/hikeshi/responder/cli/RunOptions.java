package io.hikeshi.responder.cli;

import io.hikeshi.sensor.agent.netconsole.ListenAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What {@code hikeshi run} was asked for, checked.
 *
 * @param cluster the name of its own that it uses, whatever NATS server it shares
 * @param kubeconfig null without a cluster
 * @param nats servers, separated by commas; null if events stay in memory
 * @param netconsole where to listen for kernels of other machines; null not to
 * @param time null until Ctrl-C
 * @param port 0 picks a free one
 */
record RunOptions(
        String cluster,
        Path rules,
        @Nullable Kubeconfig kubeconfig,
        @Nullable String nats,
        @Nullable InetSocketAddress netconsole,
        boolean apply,
        @Nullable Duration time,
        boolean json,
        String backend,
        boolean allDeaths,
        int port,
        boolean verbose) {

    /** The same, as the parts read it from their configuration. It outranks the environment: what is typed is meant. */
    Map<String, String> settings() {
        var settings = new HashMap<String, String>();
        settings.put("hikeshi.cluster", cluster);
        settings.put("hikeshi.transport", nats == null ? "local" : "jetstream");
        settings.put("hikeshi.kubernetes", Boolean.toString(kubeconfig != null));
        settings.put("hikeshi.responder.rules", rules.toString());
        settings.put("hikeshi.responder.apply", Boolean.toString(apply));
        settings.put("hikeshi.sensor.kernel", Boolean.toString(watchesProcesses()));
        settings.put("hikeshi.sensor.backend", watchesProcesses() ? backend : "auto");
        settings.put("hikeshi.sensor.all-deaths", Boolean.toString(allDeaths));
        settings.put("quarkus.http.port", Integer.toString(port));
        // Nobody but this process may ask its functions for anything.
        settings.put("hikeshi.functions.token", UUID.randomUUID().toString());
        if (nats != null) settings.put("hikeshi.nats.url", nats);
        if (netconsole != null) {
            settings.put("hikeshi.sensor.netconsole", ListenAddress.text(netconsole));
            settings.put("hikeshi.sensor.nodes", Boolean.toString(kubeconfig != null));
            // A trial remembers nothing: a folder that nobody had before.
            settings.put(
                    "hikeshi.sensor.state", System.getProperty("java.io.tmpdir") + "/hikeshi-run-" + UUID.randomUUID());
        }
        // The Kubernetes client's own name for it.
        if (kubeconfig != null) settings.put("kubeconfig", kubeconfig.file().toString());
        if (verbose) settings.put("quarkus.log.category.\"io.hikeshi\".level", "INFO");
        return settings;
    }

    /** Whether deaths on this machine are watched; otherwise no right is needed. */
    boolean watchesProcesses() {
        return !backend.equals(Readers.Backend.NONE);
    }
}
