package io.hikeshi.responder.rules;

import io.hikeshi.sensor.event.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One rule: the events that it is about, and what to do about them. Only {@link Rules} makes them. */
public final class Rule {
    /**
     * A worker in a crash loop restarts every five minutes for as long as nobody cares: this makes 24 pages of a day's
     * 288 crashes, and Alertmanager repeats by itself meanwhile (every 4 h as shipped) what is still firing.
     */
    static final Duration DEFAULT_REALERT = Duration.ofHours(1);

    private final String name;
    private final Set<Kind> on;
    private final @Nullable Expression when;
    private final Duration realert;
    private final List<Step> then;

    Rule(String name, Set<Kind> on, @Nullable Expression when, Duration realert, List<Step> then) {
        this.name = name;
        this.on = Set.copyOf(on);
        this.when = when;
        this.realert = realert;
        this.then = List.copyOf(then);
    }

    public String name() {
        return name;
    }

    /** The words of its actions, in the order of the rule. */
    public List<String> actions() {
        return then.stream().map(step -> step.action().word()).toList();
    }

    Set<Kind> on() {
        return on;
    }

    Duration realert() {
        return realert;
    }

    List<Step> then() {
        return then;
    }

    boolean matches(Facts facts) throws FailedExpression {
        return when == null || Boolean.TRUE.equals(when.evaluate(facts));
    }
}
