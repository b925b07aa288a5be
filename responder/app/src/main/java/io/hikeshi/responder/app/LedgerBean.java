package io.hikeshi.responder.app;

import io.hikeshi.sensor.channel.NatsConfig;
import io.hikeshi.sensor.channel.NatsLink;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Where the responder remembers: beside the messages, so that both are there or neither. */
final class LedgerBean {
    @Produces
    @Singleton
    Ledger ledger(ResponderConfig config, Instance<NatsLink> link, NatsConfig nats) {
        if (config.transport().equals("local")) return new MemoryLedger();
        return new NatsLedger(
                link.get()::connection, nats.createStreams(), nats.streams().replicas());
    }
}
