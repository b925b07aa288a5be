package io.hikeshi.sensor.channel;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The channels of this process through its own memory. */
final class LocalTransport implements Transport {
    private final NatsConfig config;
    private final Traffic traffic;
    private final LocalBroker broker;
    private final List<InboundChannel> inbound = new CopyOnWriteArrayList<>();

    LocalTransport(NatsConfig config, Traffic traffic) {
        this.config = config;
        this.traffic = traffic;
        this.broker = new LocalBroker(config.buffer(), traffic);
    }

    @Override
    public OutboundChannel send(String channel, Consumer<Outbound> onAccepted) {
        return new OutboundChannel(channel, broker, onAccepted);
    }

    @Override
    public InboundChannel receive(ChannelOptions options) {
        var channel = new InboundChannel(options, broker.receive(options.subject()), broker, traffic);
        inbound.add(channel);
        return channel;
    }

    /** Consumers run on until nothing is left, because nobody else will ever have it. */
    @Override
    public void close() {
        long end = System.nanoTime() + config.drain().toNanos();
        broker.drain(Transport.until(end));
        inbound.forEach(InboundChannel::stop);
        inbound.forEach(channel -> channel.drain(Transport.until(end)));
    }
}
