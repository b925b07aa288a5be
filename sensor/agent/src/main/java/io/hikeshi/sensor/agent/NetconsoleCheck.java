package io.hikeshi.sensor.agent;

import io.hikeshi.sensor.agent.netconsole.NetconsoleSource;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready once datagrams are listened for; always if nobody asked for them. {@code hikeshi status} prints its data. */
@Readiness
@ApplicationScoped
class NetconsoleCheck implements HealthCheck {
    private final NetconsoleOpener opener;
    private final ClusterNodes nodes;

    NetconsoleCheck(NetconsoleOpener opener, ClusterNodes nodes) {
        this.opener = opener;
        this.nodes = nodes;
    }

    @Override
    public HealthCheckResponse call() {
        var check = HealthCheckResponse.named("netconsole");
        if (!opener.isWanted()) return check.up().build();
        var source = opener.source();
        if (source == null) return check.withData("listening", false).down().build();
        return describe(check.withData("listening", true), source).up().build();
    }

    private HealthCheckResponseBuilder describe(HealthCheckResponseBuilder check, NetconsoleSource source) {
        var counts = source.counts();
        return check.withData("port", source.listener().port())
                .withData("buffer", source.listener().bufferBytes())
                .withData("datagrams", counts.received())
                .withData("droppedByKernel", counts.drops())
                .withData("malformed", counts.malformed())
                .withData("sources", counts.sources())
                .withData("evicted", counts.evicted())
                .withData("nodes", nodes.index().all().size())
                .withData("apiServer", nodes.cluster());
    }
}
