package io.hikeshi.functions.cluster;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while the API server is away: the responder then keeps its requests. */
@Readiness
final class KubernetesHealth implements HealthCheck {
    private final Cluster cluster;

    KubernetesHealth(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public HealthCheckResponse call() {
        var problem = cluster.problem();
        return HealthCheckResponse.named("kubernetes")
                .status(problem.isEmpty())
                .withData(
                        "reason",
                        problem.orElse(cluster.isThere() ? "answers" : "not asked: hikeshi.kubernetes is false"))
                .build();
    }
}
