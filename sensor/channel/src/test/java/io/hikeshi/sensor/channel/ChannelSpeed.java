package io.hikeshi.sensor.channel;

import io.cloudevents.CloudEvent;
import io.hikeshi.sensor.event.Container;
import io.hikeshi.sensor.event.EventCodec;
import io.hikeshi.sensor.event.Frame;
import io.hikeshi.sensor.event.Origin;
import io.hikeshi.sensor.event.Pod;
import io.hikeshi.sensor.event.Process;
import io.hikeshi.sensor.event.ProcessCrashed;
import io.hikeshi.sensor.event.Signal;
import io.hikeshi.sensor.event.Workload;
import io.hikeshi.tests.harness.NatsServer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/**
 * Measures one channel each way against a real nats-server on loopback, with crashes of 20 frames: run {@code main}.
 * Everything shares the machine, so these are lower bounds.
 */
final class ChannelSpeed {
    private static final int FLOOD = 10_000;
    private static final int SINGLES = 1_000;

    private ChannelSpeed() {}

    public static void main(String[] arguments) throws Exception {
        try (var nats = new NatsServer()) {
            nats.start();
            // The first run warms the JVM up.
            for (int round = 0; round < 3; round++) measure(nats, round);
        }
    }

    private static void measure(NatsServer nats, int round) throws Exception {
        var config = Settings.of(nats, "buffer", Integer.toString(FLOOD), "max-in-flight", "256");
        var traffic = new Traffic();
        try (var app = new App(config, traffic)) {
            var events =
                    IntStream.range(0, FLOOD).mapToObj(i -> crash(round, i)).toList();
            var mail = app.mail();
            mail.send(new Outbound(Mail.SUBJECT, crash(round, FLOOD))).join();

            long start = System.nanoTime();
            var sent = new CountDownLatch(FLOOD);
            for (var event : events) {
                var unused = mail.send(new Outbound(Mail.SUBJECT, event)).thenRun(sent::countDown);
            }
            sent.await();
            double publish = FLOOD / seconds(start);

            start = System.nanoTime();
            var received = new CountDownLatch(FLOOD + 1);
            var latch = new CountDownLatch[] {received};
            var consumer = app.consumer(inbound -> {
                EventCodec.decode(inbound.event());
                latch[0].countDown();
            });
            received.await();
            double consume = FLOOD / seconds(start);

            var latencies = new long[SINGLES];
            for (int i = 0; i < SINGLES; i++) {
                latch[0] = new CountDownLatch(1);
                long before = System.nanoTime();
                var unused = mail.send(new Outbound(Mail.SUBJECT, crash(round, FLOOD + 1 + i)));
                latch[0].await();
                latencies[i] = System.nanoTime() - before;
            }
            Arrays.sort(latencies);
            System.out.printf(
                    "round=%d published=%.0f/s consumed=%.0f/s latency p50=%dus p99=%dus bytes=%d%n",
                    round,
                    publish,
                    consume,
                    latencies[SINGLES / 2] / 1000,
                    latencies[SINGLES * 99 / 100] / 1000,
                    Letter.of(new Outbound(Mail.SUBJECT, events.get(0))).body().length);
            consumer.close();
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static CloudEvent crash(int round, int number) {
        var process = new Process(
                1 + number,
                1 + number,
                "worker",
                "worker",
                1000,
                1,
                number,
                Instant.now(),
                "/kubepods.slice/pod/c.scope",
                7,
                "/usr/bin/worker",
                List.of("worker", "--queue=orders"));
        var frame = new Frame("3f9a0c12a4b5c6d7e8f90a1b2c3d4e5f60718293", 0x1139, "/usr/bin/worker", "level3");
        return EventCodec.encode(new ProcessCrashed(
                new Origin("c", "node-1", "boot-" + round, "kernel"),
                Instant.now(),
                "bpf",
                process,
                new Signal(11, "SIGSEGV", "SEGV_MAPERR", 16L),
                false,
                Collections.nCopies(20, frame),
                new Container("abc123", "web", "registry.example/shop/web:1.2"),
                new Pod("6f1c0a54", "shop", "web-1", Map.of("app", "web"), new Workload("Deployment", "web"))));
    }
}
