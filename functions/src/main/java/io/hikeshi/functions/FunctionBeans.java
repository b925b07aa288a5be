package io.hikeshi.functions;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** The plain objects of this package as beans. */
final class FunctionBeans {
    private static final Logger LOG = Logger.getLogger(FunctionBeans.class);

    /** What is configured wrongly is said at start, not with the first request. */
    static void start(@Observes StartupEvent start, FunctionEntry entry, BearerToken token) {
        LOG.infof("started actions=%s token=%s", entry.serves(), token.isConfigured() ? "configured" : "missing");
    }

    /** @throws IllegalArgumentException if the configuration names an action that there is not */
    @Produces
    @Singleton
    static FunctionEntry entry(
            @All List<Function> all,
            FunctionsConfig config,
            Replies replies,
            @ConfigProperty(name = "hikeshi.cluster", defaultValue = "default") String cluster) {
        var known = all.stream().collect(Collectors.toMap(Function::name, function -> function));
        if (!known.keySet().containsAll(config.serve())) {
            throw new IllegalArgumentException(
                    "cannot serve " + config.serve() + " (hikeshi.functions.serve): there are " + known.keySet());
        }
        var served = config.serve().stream().collect(Collectors.toMap(UnaryOperator.identity(), known::get));
        return new FunctionEntry(cluster, served, config.workers(), replies, Clock.systemUTC());
    }

    @Produces
    @Singleton
    static Replies replies(MeterRegistry metrics, FunctionsConfig config) {
        return new Replies(metrics, config.serve());
    }

    @Produces
    @Singleton
    static BearerToken token(FunctionsConfig config) {
        return new BearerToken(config.token(), config.tokenFile());
    }
}
