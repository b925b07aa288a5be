package io.hikeshi.responder.rules;

import io.hikeshi.sensor.event.EventId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * All rules that are in force.
 *
 * @param source where they come from, as the operator named it
 * @param budgets what holds their actions back, all rules together
 */
public record Rules(String source, List<Rule> all, List<Budget> budgets) {
    public Rules {
        all = List.copyOf(all);
        budgets = List.copyOf(budgets);
    }

    /**
     * Reads one file, or all {@code *.yaml} of a folder in the order of their names.
     *
     * @throws BrokenRules if anything at all is wrong; then no rule of it may be used
     */
    public static Rules read(Path source) throws BrokenRules {
        var problems = new Problems();
        var files = new ArrayList<YamlFile>();
        for (Path path : RuleFiles.in(source, problems)) {
            RuleFiles.read(path, problems).ifPresent(files::add);
        }
        return of(source.toString(), files, problems);
    }

    /** Another text whenever {@link #read} might read something else: a digest of the files' names and bytes. */
    public static String stampOf(Path source) {
        var parts = new ArrayList<String>();
        var problems = new Problems();
        for (Path path : RuleFiles.in(source, problems)) {
            parts.add(path.toString());
            parts.add(RuleFiles.digest(path));
        }
        parts.add(problems.toString());
        return EventId.hash(parts.toArray(String[]::new));
    }

    /** As {@link #read}, of a text at hand. */
    public static Rules parse(String name, String yaml) throws BrokenRules {
        return of(name, List.of(new YamlFile(name, yaml)), new Problems());
    }

    private static Rules of(String source, List<YamlFile> files, Problems problems) throws BrokenRules {
        var reader = new RuleReader(problems);
        files.forEach(reader::read);
        if (!problems.none()) throw new BrokenRules(problems.all());
        return new Rules(source, reader.rules(), reader.budgets());
    }
}
