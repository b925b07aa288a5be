package io.hikeshi.tests.bench;

import static java.util.stream.Collectors.joining;

import io.hikeshi.responder.rules.BrokenRules;
import io.hikeshi.responder.rules.Facts;
import io.hikeshi.responder.rules.Judge;
import io.hikeshi.responder.rules.Rules;
import io.hikeshi.responder.rules.Verdict;
import io.hikeshi.sensor.event.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;

/** Can a responder keep up with a crash loop on a large cluster? Every rule judges every event. */
final class Judging implements Benchmark {
    private static final int WINDOWS = 5;
    private static final long WINDOW_NANOS = 1_000_000_000L;
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static final Map<String, String> LABELS = Map.of("tier", "tier-0");
    private static final Map<String, Object> CRASH = Map.of(
            "title",
            "web crashed with SIGSEGV",
            "signal",
            "SIGSEGV",
            "process",
            Map.of("pid", 4242, "comm", "web"),
            "pod",
            Map.of("namespace", "shop", "name", "web-0", "labels", LABELS));

    /** The first matches and fills in its text, the others look at signal and label and say no. */
    private static final String RULE = """
              - name: rule-%1$d
                on: [process.crashed]
                when: event.signal == "SIGSEGV" && pod.labels["tier"] == "tier-%1$d"
                then:
                  - action: page-oncall
                    with: { severity: warning, summary: "{node}: {event.title}" }
            """;

    @Override
    public String name() {
        return "judging";
    }

    @Override
    public String about() {
        return "Rules read and crashes judged a second, one thread, in this process; 30 s";
    }

    @Override
    public Table measure() {
        var table = new Table(
                "rules", "read and type-checked in", "events/s, median", "us a judgement", "the same in Java, us");
        for (int count : List.of(1, 10, 100)) {
            long began = System.nanoTime();
            var rules = rules(count);
            double readMicros = (System.nanoTime() - began) / 1e3;
            double events = perSecond(() -> judgeAll(rules));
            double byHand = perSecond(() -> judgeByHand(count));
            table.add(
                    count,
                    Units.time(readMicros),
                    "%,.0f".formatted(events),
                    "%.2f".formatted(1e6 / events / count),
                    "%.3f".formatted(1e6 / byHand / count));
        }
        return table.note("The first row's reading includes the loading of CEL itself.")
                .note(
                        "Judging includes making the event's facts. In Java: the same two look-ups as a compiled expression.");
    }

    private static Rules rules(int count) {
        var text = IntStream.range(0, count).mapToObj(RULE::formatted).collect(joining());
        try {
            return Rules.parse("bench.yaml", "apiVersion: hikeshi.io/v1\nkind: Rules\nrules:\n" + text);
        } catch (BrokenRules e) {
            throw new IllegalStateException("the benchmark's own rules are broken", e);
        }
    }

    private static int judgeAll(Rules rules) {
        var facts = Facts.of(Kind.PROCESS_CRASHED, "event", NOW, CRASH, "incident");
        int acting = 0;
        for (var rule : rules.all()) {
            if (Judge.judge(rule, facts, null, NOW).verdict() == Verdict.ACT) acting++;
        }
        return acting;
    }

    private static int judgeByHand(int count) {
        int acting = 0;
        for (int i = 0; i < count; i++) {
            if ("SIGSEGV".equals(CRASH.get("signal")) && ("tier-" + i).equals(LABELS.get("tier"))) acting++;
        }
        return acting;
    }

    /** Of several windows the median; the first one warms up and does not count. */
    private static double perSecond(IntSupplier judged) {
        var rates = new double[WINDOWS];
        for (int window = -1; window < WINDOWS; window++) {
            double rate = window(judged);
            if (window >= 0) rates[window] = rate;
        }
        return Figures.of(rates).median();
    }

    private static double window(IntSupplier judged) {
        long began = System.nanoTime();
        long events = 0;
        for (; System.nanoTime() - began < WINDOW_NANOS; events++) {
            if (judged.getAsInt() != 1) throw new IllegalStateException("one rule of them all should act");
        }
        return events / ((System.nanoTime() - began) / 1e9);
    }
}
