package io.hikeshi.sensor.agent;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once the kernel is watched, and for as long as canaries are seen; always if nobody asked for the kernel. */
@Readiness
@ApplicationScoped
class KernelCheck implements HealthCheck {
    private final KernelOpener opener;
    private final Canary canary;

    KernelCheck(KernelOpener opener, Canary canary) {
        this.opener = opener;
        this.canary = canary;
    }

    @Override
    public HealthCheckResponse call() {
        var check = HealthCheckResponse.named("kernel");
        if (!opener.isWanted()) return check.up().build();
        var kernel = opener.source();
        if (kernel == null) return check.withData("armed", false).down().build();
        check.withData("armed", true).withData("backend", kernel.armed().backend());
        kernel.canaryAge().ifPresent(age -> check.withData("canaryAge", age.toSeconds() + " s"));
        return check.withData("lostStacks", kernel.lostStacks())
                .status(!canary.isUnseen())
                .build();
    }
}
