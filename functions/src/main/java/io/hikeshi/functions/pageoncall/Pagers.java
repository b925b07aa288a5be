package io.hikeshi.functions.pageoncall;

import io.hikeshi.functions.FunctionsConfig;
import io.hikeshi.functions.Secret;
import io.hikeshi.functions.cluster.Cluster;
import io.hikeshi.functions.cluster.EffectEvents;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** The pagers that the configuration names. */
final class Pagers {
    @Produces
    @Singleton
    static PageOncall pageOncall(FunctionsConfig config, Cluster cluster, EffectEvents events) {
        return new PageOncall(of(config), cluster, events, Clock.systemUTC());
    }

    static List<Pager> of(FunctionsConfig config) {
        var pagers = new ArrayList<Pager>();
        var alertmanager = config.alertmanager();
        alertmanager.url().map(Pagers::web).ifPresent(url -> pagers.add(new Alertmanager(url, alertmanager.hold())));
        config.pagerduty()
                .routingKeyFile()
                .ifPresent(file -> pagers.add(
                        new PagerDuty(web(config.pagerduty().url()), new Secret("PagerDuty's routing key", file))));
        var webhook = config.webhook();
        var token = webhook.tokenFile()
                .map(file -> new Secret("the webhook's token", file))
                .orElse(null);
        webhook.url().map(Pagers::web).ifPresent(url -> pagers.add(new Webhook(url, token)));
        return pagers;
    }

    /** A pager that cannot work is found at start, not at night. */
    private static URI web(URI url) {
        if (("http".equals(url.getScheme()) || "https".equals(url.getScheme())) && url.getHost() != null) return url;
        throw new IllegalArgumentException("cannot page at " + url + ": not an http or https URL");
    }
}
