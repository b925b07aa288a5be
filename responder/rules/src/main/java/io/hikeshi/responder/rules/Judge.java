package io.hikeshi.responder.rules;

import io.hikeshi.responder.rules.Judgement.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One rule, one event, what happened before, and the time: a judgement. Never throws, never acts. */
public final class Judge {
    /** A pod's label by which its owner opts out. */
    private static final String IGNORE = "hikeshi.io/ignore";

    private Judge() {}

    /**
     * @param last when this rule last acted on this incident; null if never
     * @param now the wall clock
     */
    public static Judgement judge(Rule rule, Facts facts, @Nullable LastActed last, Instant now) {
        if ("true".equals(facts.podLabel(IGNORE))) {
            return Judgement.no(rule, Verdict.MUTED, "the pod is labelled " + IGNORE + "=true");
        }
        if (!rule.on().contains(facts.kind())) {
            return Judgement.no(
                    rule, Verdict.NO_MATCH, "is not about " + facts.kind().word());
        }
        try {
            if (!rule.matches(facts)) return Judgement.no(rule, Verdict.NO_MATCH, "when is false");
            var quiet = whyQuiet(rule, facts, last, now);
            if (quiet != null) return Judgement.no(rule, Verdict.QUIET, quiet);
            return act(rule, facts, roundOf(facts, last));
        } catch (FailedExpression e) {
            return Judgement.no(rule, Verdict.ERROR, e.getMessage());
        }
    }

    private static Judgement act(Rule rule, Facts facts, int round) throws FailedExpression {
        List<Effect> effects = new ArrayList<>();
        for (Step step : rule.then()) {
            var with = new HashMap<String, String>();
            for (var setting : step.with().entrySet()) {
                with.put(setting.getKey(), setting.getValue().render(facts));
            }
            effects.add(new Effect(step.action(), with, step.confirm(), step.within()));
        }
        return new Judgement(rule.name(), Verdict.ACT, round == 0 ? "matched" : "matched again", round, effects);
    }

    /** A redelivered event acts in the round that it acted in before, so that its action ids are the same. */
    private static int roundOf(Facts facts, @Nullable LastActed last) {
        if (last == null) return 0;
        return last.byEvent().equals(facts.eventId()) ? last.round() : last.round() + 1;
    }

    /**
     * What happened before the rule last acted was part of what it acted on: a backlog that arrives late, or an old
     * event that is delivered again, is no new reason.
     */
    private static @Nullable String whyQuiet(Rule rule, Facts facts, @Nullable LastActed last, Instant now) {
        if (last == null || last.byEvent().equals(facts.eventId())) return null;
        if (facts.at().isBefore(last.at())) return "happened before this rule last acted, at " + last.at();
        var since = Duration.between(last.at(), now);
        if (since.compareTo(rule.realert()) >= 0) return null;
        return "acted " + Durations.describe(since) + " ago, realert is " + Durations.describe(rule.realert());
    }
}
