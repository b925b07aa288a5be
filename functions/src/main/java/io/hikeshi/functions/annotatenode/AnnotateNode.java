package io.hikeshi.functions.annotatenode;

import io.fabric8.kubernetes.api.model.Node;
import io.hikeshi.functions.Attempt;
import io.hikeshi.functions.Function;
import io.hikeshi.functions.Result;
import io.hikeshi.functions.cluster.Marks;
import io.hikeshi.functions.cluster.ObjectPatch;
import io.hikeshi.functions.cluster.Plan;
import io.hikeshi.functions.deadnode.Death;
import io.hikeshi.functions.deadnode.TerminationNotes;
import io.hikeshi.sensor.event.Kind;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code annotate-node}: whoever looks at the node sees which incident it is part of. */
@Singleton
final class AnnotateNode implements Function {
    private static final String LAST_CRASH = "hikeshi.io/last-crash";
    /** When its kernel panicked, or it fell silent. */
    private static final String LAST_DEATH = "hikeshi.io/last-death";

    private static final String DISPROVED = Kind.KERNEL_PANIC_DISPROVED.word();
    private static final String REBOOTED = Kind.NODE_REBOOTED.word();

    private final ObjectPatch patch;

    AnnotateNode(ObjectPatch patch) {
        this.patch = patch;
    }

    @Override
    public String name() {
        return "annotate-node";
    }

    @Override
    public Set<String> settings() {
        return Set.of(TerminationNotes.NAMES);
    }

    @Override
    public Result act(Attempt attempt) {
        var problem = TerminationNotes.problem(attempt);
        if (problem.isPresent()) return Result.failed(problem.get());
        return patch.applyToNode(attempt, AnnotateNode::plan);
    }

    static Plan plan(Attempt attempt, Node node) {
        var name = "node " + node.getMetadata().getName();
        if (Marks.isIgnored(node)) return new Plan.Leave(Result.skipped(name + " is labelled hikeshi.io/ignore=true"));
        if (Marks.isDone(node, attempt)) {
            return new Plan.Leave(Result.alreadyDone(name + " was annotated by an earlier delivery"));
        }
        var annotations = new LinkedHashMap<String, @Nullable String>(Marks.of(node, attempt));
        annotations.putAll(said(attempt, node));
        return new Plan.Change(Map.of(), annotations);
    }

    private static Map<String, @Nullable String> said(Attempt attempt, Node node) {
        var cause = attempt.request().cause();
        var death = Death.saidBy(cause);
        if (death.isPresent()) {
            var notes = new LinkedHashMap<String, @Nullable String>(TerminationNotes.ofNode(attempt, death.get()));
            notes.put(LAST_DEATH, cause.at().toString());
            return notes;
        }
        boolean ours = Marks.get(node, Marks.INCIDENT).equals(attempt.request().incident());
        if (cause.kind().equals(DISPROVED)) return ours ? TerminationNotes.nodeLives() : Map.of();
        if (cause.kind().equals(REBOOTED)) return Map.of();
        return Map.of(LAST_CRASH, cause.at().toString());
    }
}
