package io.hikeshi.functions;

import io.hikeshi.functions.cluster.PatchRehearsal;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** The plain objects of this package as beans. */
final class FunctionBeans {
    private static final Logger LOG = Logger.getLogger(FunctionBeans.class);
    private static final String EVERY_ONE = "all";

    /**
     * What is configured wrongly is said at start, not with the first request. The rehearsal comes before the port is open: a request
     * that this process was started for would load the same classes itself.
     */
    static void start(@Observes StartupEvent start, FunctionEntry entry, BearerToken token, Rehearsal rehearsal) {
        LOG.infof("started actions=%s token=%s", entry.serves(), token.isConfigured() ? "configured" : "missing");
        rehearsal.play();
    }

    @Produces
    @Singleton
    static Rehearsal rehearsal(
            PatchRehearsal patch, @ConfigProperty(name = "hikeshi.cluster", defaultValue = "default") String cluster) {
        return new Rehearsal(cluster, patch);
    }

    /** @throws IllegalArgumentException if the configuration names an action that there is not */
    @Produces
    @Singleton
    static FunctionEntry entry(
            @All List<Function> all,
            FunctionsConfig config,
            Replies replies,
            @ConfigProperty(name = "hikeshi.cluster", defaultValue = "default") String cluster) {
        var served = served(all, config.serve());
        return new FunctionEntry(cluster, served, config.workers(), replies, Clock.systemUTC());
    }

    @Produces
    @Singleton
    static Replies replies(@All List<Function> all, MeterRegistry metrics, FunctionsConfig config) {
        return new Replies(metrics, served(all, config.serve()).keySet());
    }

    static Map<String, Function> served(List<Function> all, Set<String> serve) {
        var known = all.stream().collect(Collectors.toMap(Function::name, function -> function));
        if (serve.equals(Set.of(EVERY_ONE))) return known;
        if (!known.keySet().containsAll(serve)) {
            throw new IllegalArgumentException(
                    "cannot serve " + serve + " (hikeshi.functions.serve): there are " + known.keySet());
        }
        return serve.stream().collect(Collectors.toMap(UnaryOperator.identity(), known::get));
    }

    @Produces
    @Singleton
    static BearerToken token(FunctionsConfig config) {
        return new BearerToken(config.token(), config.tokenFile());
    }
}
