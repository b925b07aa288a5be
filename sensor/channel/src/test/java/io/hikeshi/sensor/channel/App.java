package io.hikeshi.sensor.channel;

/** What the connector makes of a configuration, and one channel each way. */
final class App implements AutoCloseable {
    private final NatsConfig config;
    private final NatsLink link;
    private final JetStreamTransport transport;

    App(NatsConfig config, Traffic traffic) {
        this.config = config;
        this.link = new NatsLink(config);
        this.transport = new JetStreamTransport(config, link, traffic);
    }

    boolean isConnected() {
        return link.isConnected();
    }

    String trouble() {
        return link.trouble();
    }

    Mail mail() {
        return new Mail(transport.send("events-out", accepted -> {}));
    }

    Consumer consumer(Consumer.Work work) {
        var consumer = Consumer.ofAll(work);
        transport
                .receive(new ChannelOptions(
                        "events-in",
                        "hikeshi.event.c.>",
                        "responder",
                        config.maxInFlight(),
                        config.maxDeliver(),
                        config.maxInFlight() * 16))
                .subscribe(consumer);
        return consumer;
    }

    @Override
    public void close() {
        transport.close();
    }
}
