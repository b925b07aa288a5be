package io.hikeshi.functions.pageoncall;

import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.hikeshi.functions.Attempt;
import io.hikeshi.functions.Function;
import io.hikeshi.functions.Result;
import io.hikeshi.functions.TryAgain;
import io.hikeshi.functions.cluster.Cluster;
import io.hikeshi.functions.cluster.EffectEvents;
import io.hikeshi.responder.action.Outcome.Status;
import io.hikeshi.responder.action.Target;
import io.hikeshi.sensor.event.Text;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code page-oncall}: through every pager that is configured, or the one that {@code via} names. */
final class PageOncall implements Function {
    private static final String HOW_TO =
            "set hikeshi.functions.alertmanager.url, .pagerduty.routing-key-file or .webhook.url";

    private final List<Pager> pagers;
    private final PagerHttp http;
    private final Cluster cluster;
    private final EffectEvents events;
    private final Clock clock;

    PageOncall(List<Pager> pagers, Cluster cluster, EffectEvents events, Clock clock) {
        this.pagers = List.copyOf(pagers);
        this.http = new PagerHttp();
        this.cluster = cluster;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "page-oncall";
    }

    @Override
    public Set<String> settings() {
        return Page.SETTINGS;
    }

    @Override
    public Result act(Attempt attempt) {
        var page = Page.of(attempt);
        var via = attempt.setting("via");
        var chosen = pagers.stream()
                .filter(pager -> via == null || via.equals(pager.name()))
                .toList();
        if (attempt.isShow()) return Result.shown("would " + describe(page) + " through " + names(chosen));
        if (chosen.isEmpty()) {
            var wanted = via == null ? "no pager is configured" : "no pager is configured as " + Text.quoted(via);
            return Result.failed("cannot " + describe(page) + ": " + wanted + "; " + HOW_TO);
        }
        var result = post(page, chosen);
        if (result.status() == Status.DONE) {
            cluster.as(attempt).ifPresent(api -> events.write(api, attempt, regarding(attempt)));
        }
        return result;
    }

    /** One pager that is down keeps no other from being used; those that took the page take it again as the same one. */
    private Result post(Page page, List<Pager> chosen) {
        var refusals = new ArrayList<String>();
        @Nullable TryAgain retry = null;
        for (Pager pager : chosen) {
            try {
                http.post(pager.name(), pager.call(page, clock.instant())).ifPresent(refusals::add);
            } catch (TryAgain e) {
                retry = e;
            }
        }
        if (retry != null) throw retry;
        if (refusals.size() == chosen.size()) {
            return Result.failed("could not " + describe(page) + ": " + String.join("; ", refusals));
        }
        var but = refusals.isEmpty() ? "" : ", but " + String.join("; ", refusals);
        return Result.done(
                describe(page.isResolved() ? "resolved" : "paged", page) + " through " + names(chosen) + but);
    }

    private static String describe(Page page) {
        return describe(page.isResolved() ? "resolve" : "page", page);
    }

    private static String describe(String verb, Page page) {
        var receiver = page.receiver() == null ? "" : " to " + page.receiver();
        return "%s %s as %s%s, key %s: %s"
                .formatted(verb, Text.quoted(page.alert()), page.severity(), receiver, page.key(), page.summary());
    }

    private static String names(List<Pager> chosen) {
        if (chosen.isEmpty()) return "nothing: no pager is configured; " + HOW_TO;
        return chosen.stream().map(Pager::name).collect(Collectors.joining(", "));
    }

    private static ObjectReference regarding(Attempt attempt) {
        if (attempt.request().target() instanceof Target.Node node) return EffectEvents.node(node.name());
        if (!(attempt.request().target() instanceof Target.Pod pod)) {
            return EffectEvents.node(attempt.request().cause().node());
        }
        return new ObjectReferenceBuilder()
                .withApiVersion("v1")
                .withKind("Pod")
                .withNamespace(pod.namespace())
                .withName(pod.name())
                .withUid(pod.uid())
                .build();
    }
}
