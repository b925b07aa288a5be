package io.hikeshi.responder.rules;

import java.util.List;
import java.util.stream.Collectors;

/** Rule files that cannot be used. The message has one line for each problem. */
public final class BrokenRules extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    BrokenRules(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
