package io.hikeshi.sensor.channel;

import io.hikeshi.sensor.channel.Traffic.Count;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while NATS can be reached. Liveness does not follow: a restart would bring NATS back no sooner, and lose the buffer. */
@Readiness
@ApplicationScoped
public class NatsHealth implements HealthCheck {
    private final NatsLink link;
    private final Traffic traffic;
    private final String transport;

    @Inject
    NatsHealth(
            NatsLink link,
            Traffic traffic,
            @ConfigProperty(name = "hikeshi.transport", defaultValue = "jetstream") String transport) {
        this.link = link;
        this.traffic = traffic;
        this.transport = transport;
    }

    @Override
    public HealthCheckResponse call() {
        var isLocal = transport.equals("local");
        var response = HealthCheckResponse.named("nats")
                .status(isLocal || link.isConnected())
                .withData("transport", transport)
                .withData("connected", link.isConnected())
                .withData("buffered", traffic.buffered());
        if (!isLocal) response.withData("url", link.url());
        if (!link.trouble().isEmpty()) response.withData("reason", link.trouble());
        for (Count count : Count.values()) {
            response.withData(count.name().toLowerCase(Locale.ROOT), traffic.of(count));
        }
        return response.build();
    }
}
