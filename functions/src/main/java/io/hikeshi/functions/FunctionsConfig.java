package io.hikeshi.functions;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Everything under {@code hikeshi.functions}. */
@ConfigMapping(prefix = "hikeshi.functions")
public interface FunctionsConfig {
    /**
     * The actions that this deployment does, and whose verbs its ServiceAccount therefore has; {@code all} for every one. What
     * destroys has to be named.
     */
    @WithDefault("annotate-pod,annotate-node,cordon-node,uncordon-node,page-oncall")
    Set<String> serve();

    /** The responder's bearer token; better in a file. Without either, every request is refused. */
    Optional<String> token();

    /** A file that holds it; read at each request, so that it may change. */
    Optional<Path> tokenFile();

    /** Requests that are worked on at a time; one more is told to come again. */
    @WithDefault("16")
    int workers();

    Alertmanager alertmanager();

    PagerDuty pagerduty();

    Webhook webhook();

    /** Alertmanager's API v2. */
    interface Alertmanager {
        /** Such as {@code http://alertmanager.monitoring:9093}. */
        Optional<URI> url();

        /** How long an alert stands that nobody renews or resolves. */
        @WithDefault("4h")
        Duration hold();
    }

    /** PagerDuty's Events API v2. */
    interface PagerDuty {
        @WithDefault("https://events.pagerduty.com")
        URI url();

        /** Without it, PagerDuty is not used. */
        Optional<Path> routingKeyFile();
    }

    /** Any receiver of JSON. */
    interface Webhook {
        Optional<URI> url();

        /** A bearer token for it. */
        Optional<Path> tokenFile();
    }
}
