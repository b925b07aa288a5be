package io.hikeshi.sensor.agent;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready for as long as events are read and published. {@code hikeshi status} prints its data. */
@Readiness
@ApplicationScoped
class SensorCheck implements HealthCheck {
    private final Sensor sensor;
    private final NodeName node;
    private final NodePods pods;

    SensorCheck(Sensor sensor, NodeName node, NodePods pods) {
        this.sensor = sensor;
        this.node = node;
        this.pods = pods;
    }

    @Override
    public HealthCheckResponse call() {
        var counts = sensor.counts();
        var check = HealthCheckResponse.named("sensor").withData("node", node.node());
        sensor.states().forEach((source, state) -> check.withData("source " + source, state.word()));
        return check.withData("events", counts.seenOfAllKinds())
                .withData("published", counts.published())
                .withData("waiting", counts.waiting())
                .withData("drops", counts.drops())
                .withData("pods", pods.index().size())
                .withData("apiServer", pods.cluster())
                .status(sensor.isRunning())
                .build();
    }
}
