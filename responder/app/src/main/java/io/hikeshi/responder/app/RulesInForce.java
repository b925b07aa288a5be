package io.hikeshi.responder.app;

import io.hikeshi.responder.rules.BrokenRules;
import io.hikeshi.responder.rules.Rules;
import java.nio.file.Path;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The rules that judge, read again whenever their files change. Broken files never replace good rules: the last good ones
 * stay in force, and the error is kept for whoever asks.
 */
final class RulesInForce {
    private static final Logger LOG = Logger.getLogger(RulesInForce.class);

    private final Path source;
    private volatile State state;
    private String stamp;

    /**
     * @param error why newer files were refused; null if they are in force
     */
    record State(Rules rules, Instant loadedAt, @Nullable String error) {}

    /** @throws RulesRefused if the files are broken: without rules there is nothing to fall back to */
    RulesInForce(Path source, Instant now) {
        this.source = source;
        this.stamp = Rules.stampOf(source);
        try {
            this.state = new State(Rules.read(source), now, null);
        } catch (BrokenRules e) {
            throw new RulesRefused(source, e);
        }
    }

    State state() {
        return state;
    }

    Rules rules() {
        return state.rules();
    }

    /** Reads the files if they are others than last time. True if other rules are in force now. */
    synchronized boolean refresh(Instant now) {
        var current = Rules.stampOf(source);
        if (current.equals(stamp)) return false;
        stamp = current;
        try {
            state = new State(Rules.read(source), now, null);
            LOG.infof("loaded rules count=%d source=%s", rules().all().size(), source);
            return true;
        } catch (BrokenRules e) {
            state = new State(state.rules(), state.loadedAt(), e.getMessage());
            LOG.warnf(
                    "refused rules source=%s problems=%d in-force-since=%s\n%s",
                    source, e.problems().size(), state.loadedAt(), e.getMessage());
            return false;
        }
    }
}
