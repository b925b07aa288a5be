package io.hikeshi.responder.cli;

import io.hikeshi.responder.rules.Rules;
import io.hikeshi.sensor.agent.NetconsoleHeard;
import io.hikeshi.sensor.agent.SensorArmed;
import io.hikeshi.sensor.agent.SensorCounts;
import io.hikeshi.sensor.channel.Outbound;
import io.hikeshi.sensor.event.StructuredJson;
import io.hikeshi.sensor.event.Text;
import java.io.PrintStream;
import java.net.BindException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Prints what happens in this process: lines for people on one stream, CloudEvents for programs on the other. */
final class RunPrinter {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    private static final int LONGEST_REASON = 1000;

    private final RunOptions options;
    private final PrintStream out;
    private final PrintStream err;
    private final Tally tally = new Tally();

    RunPrinter(RunOptions options, PrintStream out, PrintStream err) {
        this.options = options;
        this.out = out;
        this.err = err;
    }

    /** @param sinceStart from the start of this process */
    void armed(SensorArmed armed, Duration sinceStart) {
        line("armed backend=%s after %.2f s".formatted(armed.backend(), sinceStart.toMillis() / 1000.0));
        armed.refused().forEach(refused -> line("  not " + refused));
    }

    void heard(NetconsoleHeard heard) {
        line("listening for netconsole on udp %s, %d KiB may wait, %d workers"
                .formatted(heard.address(), heard.bufferBytes() >> 10, heard.workers()));
        heard.advice().ifPresent(advice -> line("  " + advice));
    }

    void rules(Rules rules) {
        tally.rules(rules.all().size());
        if (options.nats() != null) line("events go through NATS as those of cluster " + options.cluster());
        line("%d rules from %s; actions are %s%s"
                .formatted(rules.all().size(), rules.source(), options.apply() ? "applied" : "only shown", where()));
    }

    private String where() {
        var cluster = options.kubeconfig();
        return cluster == null ? "" : " on " + Text.printable(cluster.server(), LONGEST_REASON);
    }

    /** Whatever a channel takes, on the thread that sends it. */
    void event(Outbound outbound) {
        var event = outbound.event();
        if (options.json()) json(StructuredJson.write(event));
        EventLine.of(event, options.verbose()).ifPresent(this::line);
        tally.count(event);
    }

    /** Waits until every request has its outcome and nothing more comes, then sums up. */
    void finish(Duration atMost, SensorCounts counts) throws InterruptedException {
        tally.awaitQuiet(atMost);
        line(tally.summary(counts.drops()));
    }

    /** Quarkus could not start: the innermost cause says why, and names no class of ours. */
    void failed(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) cause = cause.getCause();
        err.println("hikeshi: cannot start: " + Text.printable(String.valueOf(cause.getMessage()), LONGEST_REASON));
        if (cause instanceof BindException) err.println("  what to do: choose another port: --port 0 takes a free one");
    }

    private void line(String text) {
        err.println(LocalTime.now(ZoneId.systemDefault()).format(CLOCK) + " " + text);
    }

    /** One write and one flush per event: a reader sees whole lines, at once. */
    private void json(byte[] json) {
        synchronized (out) {
            out.write(json, 0, json.length);
            out.write('\n');
            out.flush();
        }
    }
}
