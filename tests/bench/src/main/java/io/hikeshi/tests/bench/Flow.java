package io.hikeshi.tests.bench;

import io.hikeshi.tests.harness.NatsServer;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** How fast do deaths get through a real NATS server, to the sensor's event and to the responder's verdict? */
final class Flow implements Benchmark {
    private static final int BACKLOG = 2_000;
    private static final int BACKLOG_PER_SECOND = 500;
    private static final int SINGLES = 500;
    private static final int SINGLES_PER_SECOND = 50;
    private static final int PODS = 8;
    private static final String EVENTS = "HIKESHI_EVENTS";

    @Override
    public String name() {
        return "flow";
    }

    @Override
    public String about() {
        return "Sensor and responder over a real NATS server: a backlog of %,d crashes, then %d one by one; 1 min"
                .formatted(BACKLOG, SINGLES);
    }

    @Override
    public Table measure() throws IOException, InterruptedException {
        var table = new Table("what", "Hikeshi", "plain jnats, same server and bodies");
        try (var nats = new NatsServer();
                var pods = new Pods(PODS);
                var sensor = Product.start(environment(nats), List.of("./hikeshi", "sensor"))) {
            sensor.usage().awaitCalm();
            Workers.die(BACKLOG, BACKLOG_PER_SECOND, pods);
            nats.start();
            try (var connection = nats.connect()) {
                addRatesAndLatencies(table, environment(nats), new Streams(connection), pods);
            }
        }
        return table.note("Rates are by the server's clock, from the first message stored to the last.")
                .note(
                        "The backlog was made while NATS was down, so the sensor publishes it in one go when NATS comes back.")
                .note("Judged means: every verdict is stored on the timeline, and the event acknowledged.");
    }

    private static void addRatesAndLatencies(Table table, Map<String, String> environment, Streams streams, Pods pods)
            throws IOException, InterruptedException {
        streams.awaitStored(EVENTS, BACKLOG);
        double published = streams.storedPerSecond(EVENTS);
        try (var responder = Product.start(environment, List.of("./hikeshi", "responder"))) {
            streams.awaitConsumed(EVENTS, "responder-default");
            double judged = BACKLOG / streams.seconds("HIKESHI_TIMELINE");
            var plain = PlainNats.measure(streams, streams.bodies(EVENTS));
            table.add("events published/s, backlog of an outage", rate(published), rate(plain.published()));
            table.add("events judged/s, backlog", rate(judged), rate(plain.consumed()) + " (acknowledged only)");
            responder.usage().awaitCalm();
            addLatencies(table, streams, pods);
        }
    }

    private static void addLatencies(Table table, Streams streams, Pods pods) throws IOException, InterruptedException {
        var journey = Journey.watch(streams);
        var workers = Workers.die(SINGLES, SINGLES_PER_SECOND, pods);
        journey.awaitVerdicts(SINGLES);
        var toEvent = journey.toEvent(workers);
        var toVerdict = journey.toVerdict(workers);
        table.add("signal to event at a subscriber, p50 / p99", both(toEvent), "");
        table.add("signal to verdict at a subscriber, p50 / p99", both(toVerdict), "");
    }

    private static Map<String, String> environment(NatsServer nats) {
        return Map.of(
                "HIKESHI_NATS_URL", nats.url(),
                "HIKESHI_KUBERNETES", "false",
                "HIKESHI_RESPONDER_RULES", "tests/bench/rules.yaml",
                "QUARKUS_HTTP_PORT", "0");
    }

    private static String rate(double perSecond) {
        return "%,.0f".formatted(perSecond);
    }

    private static String both(Figures micros) {
        return Units.time(micros.median()) + " / " + Units.time(micros.quantile(0.99));
    }
}
