package io.hikeshi.responder.cli;

import io.hikeshi.responder.rules.BrokenRules;
import io.hikeshi.responder.rules.Rules;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/**
 * Whether the rules can be used, found out beside the start of Quarkus: loading CEL takes as long as all the rest.
 *
 * <p>Broken rules end the process at once. That leaves nothing behind: the kernel forgets our programs with it.
 */
final class RulesCheck {
    private final CompletableFuture<Rules> rules = new CompletableFuture<>();

    private RulesCheck() {}

    static RulesCheck begin(Path source, PrintStream err) {
        var check = new RulesCheck();
        new Thread(() -> check.read(source, err), "rules").start();
        return check;
    }

    /** Waits for them. */
    Rules rules() {
        return rules.join();
    }

    private void read(Path source, PrintStream err) {
        try {
            rules.complete(Rules.read(source));
        } catch (BrokenRules e) {
            err.println("hikeshi: cannot use the rules of " + source + ":");
            String.valueOf(e.getMessage()).lines().forEach(problem -> err.println("  " + problem));
            Runtime.getRuntime().halt(Hikeshi.ASKED_WRONGLY);
        } catch (RuntimeException | Error e) {
            rules.completeExceptionally(e); // or those who wait for them would wait for ever
        }
    }
}
