package io.hikeshi.sensor.channel;

import io.hikeshi.tests.harness.NatsServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

class JetStreamTransportIT extends TransportContract {
    @RegisterExtension
    static final NatsServer NATS = new NatsServer();

    @BeforeEach
    void deleteStreams() throws Exception {
        var management = NATS.connect().jetStreamManagement();
        for (String stream : management.getStreamNames()) management.deleteStream(stream);
    }

    @Override
    Transport transport(Traffic traffic, String... settings) {
        var config = Settings.of(NATS, settings);
        return new JetStreamTransport(config, new NatsLink(config), traffic);
    }
}
