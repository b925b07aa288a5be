package io.hikeshi.responder.app;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** {@code rules}: always up, because good rules stay in force while newer ones are broken; {@code error} says so. */
@Readiness
@Singleton
final class RulesHealth implements HealthCheck {
    private final RulesInForce rules;
    private final boolean apply;

    RulesHealth(RulesInForce rules, ResponderConfig config) {
        this.rules = rules;
        this.apply = config.responder().apply();
    }

    @Override
    public HealthCheckResponse call() {
        var state = rules.state();
        var health = HealthCheckResponse.named("rules")
                .up()
                .withData("count", state.rules().all().size())
                .withData("source", state.rules().source())
                .withData("loadedAt", state.loadedAt().toString())
                .withData("apply", apply);
        var error = state.error();
        return error == null ? health.build() : health.withData("error", error).build();
    }
}
