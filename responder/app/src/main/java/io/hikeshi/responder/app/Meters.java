package io.hikeshi.responder.app;

import io.hikeshi.responder.action.Outcome;
import io.hikeshi.responder.app.confirm.Answer;
import io.hikeshi.responder.rules.ActionKind;
import io.hikeshi.responder.rules.Rules;
import io.hikeshi.responder.rules.Verdict;
import io.hikeshi.sensor.event.Kind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What the responder counts. Counters exist from the start, at zero, so that a rate over them is right from the first. */
final class Meters {
    /** What may come of looking whether a node is dead. */
    private static final List<String> ANSWERS = Stream.concat(
                    Stream.of("confirmed", "unconfirmed"),
                    Arrays.stream(Answer.Reason.values()).map(Answer.Reason::word))
            .toList();

    private final MeterRegistry registry;

    Meters(MeterRegistry registry) {
        this.registry = registry;
        for (Kind kind : Kind.values()) registry.counter("hikeshi.events", "kind", kind.word());
        for (var reason : new String[] {"malformed", "forged"})
            registry.counter("hikeshi.events.refused", "reason", reason);
        for (ActionKind action : ActionKind.values()) {
            for (Outcome.Status status : Outcome.Status.values()) outcomes(action.word(), status);
            retries(action.word());
            budgets(action.word());
            for (String answer : ANSWERS) confirmations(action.word(), answer);
        }
    }

    void know(Rules rules) {
        for (var rule : rules.all()) {
            for (Verdict verdict : Verdict.values()) verdicts(rule.name(), verdict);
        }
    }

    void received(Kind kind) {
        registry.counter("hikeshi.events", "kind", kind.word()).increment();
    }

    /** @param reason {@code malformed} or {@code forged} */
    void refused(String reason) {
        registry.counter("hikeshi.events.refused", "reason", reason).increment();
    }

    void judged(String rule, Verdict verdict) {
        verdicts(rule, verdict).increment();
    }

    void ended(String action, Outcome.Status status) {
        outcomes(action, status).increment();
    }

    void retried(String action) {
        retries(action).increment();
    }

    /** @param answer {@code confirmed}, {@code unconfirmed}, or why it was vetoed */
    void confirmed(String action, String answer) {
        confirmations(action, answer).increment();
    }

    /** A request began to wait for a budget. */
    void budgetSpent(String action) {
        budgets(action).increment();
    }

    Timer judging() {
        return registry.timer("hikeshi.judging");
    }

    Timer acting(String action) {
        return registry.timer("hikeshi.acting", "action", action);
    }

    private Counter verdicts(String rule, Verdict verdict) {
        return registry.counter("hikeshi.verdicts", "rule", rule, "verdict", word(verdict));
    }

    private Counter outcomes(String action, Outcome.Status status) {
        return registry.counter("hikeshi.actions", "action", action, "outcome", word(status));
    }

    private Counter confirmations(String action, String answer) {
        return registry.counter("hikeshi.confirmations", "action", action, "answer", answer.replace('-', '_'));
    }

    private Counter budgets(String action) {
        return registry.counter("hikeshi.budget.spent", "action", action);
    }

    private Counter retries(String action) {
        return registry.counter("hikeshi.action.retries", "action", action);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
