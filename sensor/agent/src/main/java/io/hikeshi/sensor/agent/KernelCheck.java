package io.hikeshi.sensor.agent;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once the kernel is watched, and for as long as deaths are published and canaries seen. {@code hikeshi status} prints its data. */
@Readiness
@ApplicationScoped
class KernelCheck implements HealthCheck {
    private final Sensor sensor;
    private final Canary canary;
    private final NodeName node;
    private final NodePods pods;

    KernelCheck(Sensor sensor, Canary canary, NodeName node, NodePods pods) {
        this.sensor = sensor;
        this.canary = canary;
        this.node = node;
        this.pods = pods;
    }

    @Override
    public HealthCheckResponse call() {
        var check = HealthCheckResponse.named("kernel").withData("node", node.node());
        var kernel = sensor.kernel();
        if (kernel == null) return check.withData("armed", false).down().build();
        var counts = sensor.counts();
        check.withData("armed", true).withData("backend", kernel.armed().backend());
        kernel.canaryAge().ifPresent(age -> check.withData("canaryAge", age.toSeconds() + " s"));
        return check.withData("events", counts.seenOfAllKinds())
                .withData("published", counts.published())
                .withData("waiting", counts.waiting())
                .withData("drops", counts.drops())
                .withData("lostStacks", kernel.lostStacks())
                .withData("pods", pods.index().size())
                .withData("apiServer", pods.cluster())
                .status(sensor.isRunning() && !canary.isUnseen())
                .build();
    }
}
