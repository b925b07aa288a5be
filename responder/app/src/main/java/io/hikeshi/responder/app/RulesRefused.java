package io.hikeshi.responder.app;

import io.hikeshi.responder.rules.BrokenRules;
import java.nio.file.Path;

/** The responder does not start, because its rules cannot be used. The message has a line for each problem. */
public final class RulesRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    RulesRefused(Path source, BrokenRules broken) {
        super("cannot use the rules of " + source + ":\n" + broken.getMessage(), broken);
    }
}
