package io.hikeshi.responder.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The cluster that a run calls its own: on a shared NATS server it neither takes nor answers what another cluster's parts wait for. */
final class TrialCluster {
    private static final Path HOST = Path.of("/proc/sys/kernel/hostname");

    private TrialCluster() {}

    /** {@code run-} and the node's name. */
    static String name() {
        return "run-" + Optional.ofNullable(System.getenv("HIKESHI_NODE")).orElseGet(TrialCluster::host);
    }

    private static String host() {
        try {
            return Files.readString(HOST).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + HOST + "; is procfs mounted there?", e);
        }
    }
}
