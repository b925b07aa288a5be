package io.hikeshi.functions.deadnode;

import io.fabric8.kubernetes.api.model.Pod;
import io.hikeshi.functions.Attempt;
import io.hikeshi.functions.Result;
import io.hikeshi.functions.TryAgain;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts what became of the pods of a node, and names the first of each kind. Thread-safe. */
public final class Tally {
    /** A detail is cut at 4,000 characters; a name with its reason seldom has more than 100. */
    private static final int NAMED = 12;

    private final Map<PodFate.Kind, List<String>> named = new EnumMap<>(PodFate.Kind.class);
    private final Map<PodFate.Kind, Integer> counts = new EnumMap<>(PodFate.Kind.class);
    private final Set<String> reasons = new HashSet<>();
    private @Nullable Result stopped;
    private @Nullable TryAgain later;

    synchronized void add(Pod pod, PodFate fate) {
        counts.merge(fate.kind(), 1, Integer::sum);
        if (fate.kind() == PodFate.Kind.SPARED) reasons.add(fate.why());
        var names = named.computeIfAbsent(fate.kind(), kind -> new ArrayList<>());
        if (names.size() >= NAMED) return;
        var name = pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName();
        names.add(fate.why().isEmpty() ? name : name + " " + fate.why());
    }

    /** The rest is left alone. */
    synchronized void stop(Result why) {
        stopped = why;
    }

    /** Some pod could not be changed yet. */
    synchronized void retry(TryAgain why) {
        later = why;
    }

    public synchronized boolean hasLeft(Spared why) {
        return reasons.contains(why.words());
    }

    private int count(PodFate.Kind kind) {
        return counts.getOrDefault(kind, 0);
    }

    /** Whether every pod that may be changed is. */
    public synchronized boolean isWhole() {
        return stopped == null && count(PodFate.Kind.REFUSED) == 0;
    }

    /**
     * @param done what was done to a pod, such as {@code failed}
     * @param would the same for showing, such as {@code fail}
     * @throws TryAgain if there is work left for another delivery
     */
    public synchronized Result result(Attempt attempt, String done, String would) {
        var detail = detail(attempt.isShow() ? "would " + would : done);
        if (later != null) throw new TryAgain(detail + "; " + later.getMessage(), later.after());
        if (count(PodFate.Kind.REFUSED) > 0) return Result.failed(detail);
        if (attempt.isShow()) return Result.shown(detail);
        if (count(PodFate.Kind.DONE) > 0) return Result.done(detail);
        return count(PodFate.Kind.ALREADY) > 0 ? Result.alreadyDone(detail) : Result.skipped(detail);
    }

    private String detail(String done) {
        var parts = new ArrayList<String>();
        if (stopped != null) parts.add(stopped.detail());
        parts.add(part(done, PodFate.Kind.DONE));
        if (count(PodFate.Kind.ALREADY) > 0) parts.add(part("had before", PodFate.Kind.ALREADY));
        if (count(PodFate.Kind.SPARED) > 0) parts.add(part("left", PodFate.Kind.SPARED));
        if (count(PodFate.Kind.REFUSED) > 0) parts.add(part("could not change", PodFate.Kind.REFUSED));
        return String.join("; ", parts);
    }

    /** {@code failed 3 pods: shop/web-1, shop/web-2, and 1 more}. */
    private String part(String verb, PodFate.Kind kind) {
        int count = count(kind);
        var text = verb + " " + count + (count == 1 ? " pod" : " pods");
        if (count == 0) return text;
        var names = named.getOrDefault(kind, List.of());
        var more = count - names.size();
        return text + ": " + String.join(", ", names) + (more == 0 ? "" : ", and " + more + " more");
    }
}
