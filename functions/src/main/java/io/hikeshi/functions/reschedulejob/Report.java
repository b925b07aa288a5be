package io.hikeshi.functions.reschedulejob;

import io.hikeshi.functions.Attempt;
import io.hikeshi.functions.Result;
import io.hikeshi.functions.TryAgain;
import io.hikeshi.functions.reschedulejob.JobFate.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What became of the Jobs of a node, in words. */
final class Report {
    /** A detail is cut at 4,000 characters. */
    private static final int NAMED = 8;

    /** The responder waits longer each time. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private static final Duration LATER = Duration.ofSeconds(30);

    private final Attempt attempt;
    private final Map<Kind, List<String>> fates = new EnumMap<>(Kind.class);

    Report(Attempt attempt) {
        this.attempt = attempt;
    }

    void add(LostPods lost, JobFate fate) {
        var name = lost.namespace() + "/" + lost.job();
        fates.computeIfAbsent(fate.kind(), kind -> new ArrayList<>())
                .add(fate.why().isEmpty() ? name : name + " " + fate.why());
    }

    /** @throws TryAgain if some Job has to be waited for, and that is worth while */
    Result result(boolean isWorthWaiting) {
        if (fates.isEmpty()) return Result.skipped("no Job had a pod there");
        var detail = detail();
        if (has(Kind.LATER)) throw new TryAgain(detail, LATER);
        if (has(Kind.WAIT) && isWorthWaiting && !attempt.isShow()) {
            throw new TryAgain(detail, SOON);
        }
        if (has(Kind.REFUSED)) return Result.failed(detail);
        if (attempt.isShow() && (has(Kind.CLONE) || has(Kind.WAIT))) return Result.shown(detail);
        if (has(Kind.CLONE)) return Result.done(detail);
        if (has(Kind.ALREADY)) return Result.alreadyDone(detail);
        return Result.skipped(detail);
    }

    private boolean has(Kind kind) {
        return fates.containsKey(kind);
    }

    private String detail() {
        var parts = fates.entrySet().stream().map(kind -> words(kind.getKey()) + " " + names(kind.getValue()));
        return String.join("; ", parts.toList());
    }

    private String words(Kind kind) {
        return switch (kind) {
            case CLONE -> attempt.isShow() ? "would clone" : "cloned";
            case ALREADY -> "cloned before";
            case REFUSED -> "could not clone";
            case LATER -> "could not yet clone";
            case WAIT -> attempt.isShow() ? "would wait for" : "waited for";
            case RETRIES -> "left to retry by themselves";
            case LEAVE -> "left";
        };
    }

    private static String names(List<String> jobs) {
        var named = String.join(", ", jobs.subList(0, Math.min(NAMED, jobs.size())));
        return jobs.size() <= NAMED ? named : named + ", and " + (jobs.size() - NAMED) + " more";
    }
}
