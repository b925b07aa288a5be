package io.hikeshi.tests.scenarios;

import io.hikeshi.tests.harness.NatsUser;
import java.util.List;
import java.util.stream.Stream;

/** Who may say what on NATS: a sensor only what happens on its own node, a receiver what kernels and nodes suffer anywhere. */
final class NatsRights {
    private static final NatsUser ADMIN = NatsUser.unlimited("admin", "admin");

    private NatsRights() {}

    /** The test itself comes first: it is who the harness logs in as. */
    static NatsUser[] all() {
        return new NatsUser[] {ADMIN, sensor(Installation.NODE), sensor(PanicLab.MAIN), receiver(), responder()};
    }

    /** The name that a node's sensor has on NATS. */
    static String sensorOf(String node) {
        return node.equals(Installation.NODE) ? "sensor" : "sensor-of-" + node;
    }

    private static NatsUser sensor(String node) {
        var kinds = Stream.of(
                "process_crashed",
                "process_oomkilled",
                "process_killed",
                "process_exited",
                "kernel_oopsed",
                "kernel_panic_recovered",
                "node_rebooted");
        return new NatsUser(sensorOf(node), "sensor", events(kinds, node), List.of("_INBOX.>"));
    }

    private static NatsUser receiver() {
        var kinds =
                Stream.of("kernel_panicked", "kernel_panic_reported", "kernel_oopsed", "node_lost", "node_rebooted");
        return new NatsUser("receiver", "receiver", events(kinds, "*"), List.of("_INBOX.>"));
    }

    /** A subject's token is a whole kind: NATS knows no prefixes within one. */
    private static List<String> events(Stream<String> kinds, String node) {
        return kinds.map(kind -> "hikeshi.event.%s.%s.%s".formatted(Installation.CLUSTER, kind, node))
                .toList();
    }

    private static NatsUser responder() {
        var publish = List.of("hikeshi.>", "$JS.API.>", "$JS.ACK.>", "$KV.>");
        return new NatsUser("responder", "responder", publish, List.of("_INBOX.>"));
    }
}
