package io.hikeshi.sensor.channel;

import io.smallrye.reactive.messaging.connector.InboundConnector;
import io.smallrye.reactive.messaging.connector.OutboundConnector;
import io.smallrye.reactive.messaging.providers.helpers.MultiUtils;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.inject.Inject;
import java.util.concurrent.Flow;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;

/** {@code connector=hikeshi-jetstream}: channels over NATS. */
@ApplicationScoped
@Connector(JetStreamConnector.NAME)
public class JetStreamConnector implements InboundConnector, OutboundConnector {
    static final String NAME = "hikeshi-jetstream";
    private static final int WHILE_CHANNELS_STILL_RUN = 50;

    private final NatsConfig config;
    private final String cluster;
    private final Event<Outbound> accepted;
    private final JetStreamTransport transport;

    @Inject
    JetStreamConnector(
            NatsConfig config,
            NatsLink link,
            Traffic traffic,
            Event<Outbound> accepted,
            @ConfigProperty(name = "hikeshi.cluster", defaultValue = "default") String cluster) {
        this.config = config;
        this.cluster = cluster;
        this.accepted = accepted;
        this.transport = new JetStreamTransport(config, link, traffic);
    }

    @Override
    public Flow.Publisher<? extends Message<?>> getPublisher(Config channel) {
        return transport.receive(ChannelOptions.of(channel, cluster, config));
    }

    @Override
    public Flow.Subscriber<? extends Message<?>> getSubscriber(Config channel) {
        var outbound = transport.send(ChannelOptions.nameOf(channel), accepted::fire);
        return MultiUtils.via(messages -> messages.onItem().invoke(outbound));
    }

    void stop(
            @Observes(notifyObserver = Reception.IF_EXISTS)
                    @Priority(WHILE_CHANNELS_STILL_RUN)
                    @BeforeDestroyed(ApplicationScoped.class)
                    Object event) {
        transport.close();
    }
}
