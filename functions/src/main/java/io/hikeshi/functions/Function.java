package io.hikeshi.functions;

import java.util.Set;

/** One action. Acting twice on one request must come to the same as acting once. */
public interface Function {
    /** As rules, metrics and log lines write it: {@code cordon-node}. */
    String name();

    /** What a rule may write below {@code with}; anything else fails the request, so that a typo is seen. */
    Set<String> settings();

    /**
     * Does it, or in {@link Attempt#isShow show mode} says what would be done.
     *
     * @throws TryAgain if it may succeed later; what was done so far must then be safe to repeat
     */
    Result act(Attempt attempt);
}
