package io.hikeshi.responder.app;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.hikeshi.responder.action.ActionRequest.Mode;
import io.hikeshi.responder.app.confirm.ClusterNodes;
import io.hikeshi.responder.app.confirm.Confirmation;
import io.hikeshi.responder.app.confirm.Knocks;
import io.hikeshi.responder.app.confirm.KubernetesNodes;
import io.hikeshi.responder.app.confirm.PowerState;
import io.hikeshi.responder.app.confirm.SteadyClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;

/** Plain objects put together. */
final class Wiring {
    @Produces
    @Singleton
    RulesInForce rules(ResponderConfig config, Clock clock) {
        return new RulesInForce(config.responder().rules(), clock.instant());
    }

    @Produces
    @Singleton
    Meters meters(MeterRegistry registry, RulesInForce rules) {
        var meters = new Meters(registry);
        meters.know(rules.rules());
        return meters;
    }

    @Produces
    @Singleton
    Responder responder(
            ResponderConfig config,
            RulesInForce rules,
            Pods pods,
            Ledger ledger,
            Outbox outbox,
            Meters meters,
            Clock clock) {
        return new Responder(
                config.cluster(),
                modeOf(config),
                rules,
                new Completion(pods),
                new Incidents(ledger, config.responder().quiet()),
                new Rounds(ledger, modeOf(config)),
                outbox,
                meters,
                clock);
    }

    @Produces
    @Singleton
    Dispatcher dispatcher(
            ResponderConfig config,
            Functions functions,
            Gate gate,
            Ledger ledger,
            Outbox outbox,
            Meters meters,
            Clock clock) {
        return new Dispatcher(
                config.cluster(),
                modeOf(config),
                Math.max(1, config.responder().workers() / 2),
                new Settlement(config.cluster(), functions, gate, new Claims(ledger), outbox, meters, clock, backoff()),
                meters,
                backoff());
    }

    @Produces
    @Singleton
    Gate gate(
            ResponderConfig config,
            RulesInForce rules,
            Optional<ClusterNodes> nodes,
            Ledger ledger,
            Outbox outbox,
            Meters meters,
            Clock clock) {
        var cluster = config.cluster();
        var steady = new SteadyClock();
        return new Gate(
                new Confirmation(nodes, Knocks.overTcp(steady), powerState(config), steady),
                new Budgets(cluster, () -> rules.rules().budgets(), ledger, nodes, clock),
                new Waiting(ledger, outbox, new Timeline(cluster), meters, clock),
                new Findings(cluster, outbox, clock),
                new PagedNews(ledger),
                clock,
                backoff());
    }

    @Produces
    @Singleton
    Optional<ClusterNodes> nodes(ResponderConfig config, Instance<KubernetesClient> client) {
        if (!config.kubernetes()) return Optional.empty();
        return Optional.of(new KubernetesNodes(client.get(), new SteadyClock()));
    }

    private static PowerState powerState(ResponderConfig config) {
        var power = config.responder().powerState();
        var token = new Token("hikeshi.responder.power-state", Optional.empty(), power.tokenFile());
        return power.url()
                .<PowerState>map(url -> new HttpPowerState(url, token))
                .orElse(PowerState.UNKNOWN);
    }

    private static Backoff backoff() {
        return new Backoff(RandomGenerator.getDefault());
    }

    private static Mode modeOf(ResponderConfig config) {
        return config.responder().apply() ? Mode.APPLY : Mode.SHOW;
    }

    /** The command line, which has functions in its own process, brings another. */
    @Produces
    @Singleton
    @DefaultBean
    Functions functions(ResponderConfig config) {
        var functions = config.responder().functions();
        return new HttpFunctions(
                functions.url(), new Token("hikeshi.responder.functions", functions.token(), functions.tokenFile()));
    }

    /** Of the API server and the ledger it only reads. What it needs is made by it, not at the start that it runs beside. */
    @Produces
    @Singleton
    Preparation preparation(
            ResponderConfig config,
            RulesInForce rules,
            Instance<Responder> responder,
            Instance<Dispatcher> dispatcher,
            Instance<Functions> functions,
            Instance<Ledger> ledger,
            Instance<Optional<ClusterNodes>> nodes) {
        var steps = new LinkedHashMap<String, Callable<?>>();
        steps.put("responder", responder::get);
        steps.put("dispatcher", dispatcher::get);
        steps.put("rehearsal", () -> new Rehearsal(config.cluster(), rules.rules(), functions.get()).play());
        for (var bucket : Ledger.Bucket.values()) {
            steps.put(bucket.word(), () -> ledger.get().get(bucket, "rehearsal"));
        }
        if (config.kubernetes())
            steps.put("api-server", () -> nodes.get().orElseThrow().count());
        return new Preparation(steps);
    }

    @Produces
    @Singleton
    Pods pods(ResponderConfig config, Instance<KubernetesClient> client, Clock clock) {
        return config.kubernetes() ? new KubernetesPods(client.get(), clock) : Pods.UNKNOWN;
    }

    @Produces
    @Singleton
    @DefaultBean
    Clock clock() {
        return Clock.systemUTC();
    }
}
