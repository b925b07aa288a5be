package io.hikeshi.functions;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** What this deployment serves. Ready without a token, too: then every request is refused, and this says why. */
@Readiness
final class FunctionsHealth implements HealthCheck {
    private final FunctionEntry entry;
    private final BearerToken token;

    FunctionsHealth(FunctionEntry entry, BearerToken token) {
        this.entry = entry;
        this.token = token;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("functions")
                .up()
                .withData("serves", String.join(",", entry.serves()))
                .withData("token", token.isConfigured() ? "configured" : "missing: every request is refused")
                .build();
    }
}
