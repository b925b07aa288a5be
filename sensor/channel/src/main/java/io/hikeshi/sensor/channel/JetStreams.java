package io.hikeshi.sensor.channel;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Makes the streams and consumers that are missing; whoever runs NATS may have made them otherwise, and they stay so. */
final class JetStreams {
    /** What was in flight when NATS went away is published again: an outage that is no longer makes no duplicates. */
    static final Duration DUPLICATE_WINDOW = Duration.ofMinutes(10);

    private static final Logger LOG = Logger.getLogger(JetStreams.class);
    /** {@code JSStreamNotFoundErr} of the server's errors.json. */
    private static final int NO_SUCH_STREAM = 10059;
    /** {@code JSConsumerNotFoundErr}. */
    private static final int NO_SUCH_CONSUMER = 10014;
    /** {@code JSStreamNameExistErr}: somebody was faster. */
    private static final int STREAM_NAME_IN_USE = 10058;

    private final NatsConfig config;

    JetStreams(NatsConfig config) {
        this.config = config;
    }

    /** Throws if the stream is missing and we may not, or cannot, create it. */
    void ensure(Connection connection, StoredStream stream) throws IOException, JetStreamApiException {
        var management = connection.jetStreamManagement();
        if (exists(management, stream)) return;
        if (!config.createStreams()) {
            throw new IOException("stream " + stream + " is missing, and hikeshi.nats.create-streams is false");
        }
        try {
            management.addStream(configurationOf(stream));
            LOG.infof("created stream=%s subjects=%s", stream, stream.subjects());
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() != STREAM_NAME_IN_USE) throw e;
        }
    }

    /** Takes the durable consumer that is there. Throws if it is missing and we may not, or cannot, create it. */
    void ensureConsumer(Connection connection, StoredStream stream, ChannelOptions options)
            throws IOException, JetStreamApiException {
        var management = connection.jetStreamManagement();
        if (exists(management, stream, options.durable())) return;
        ensure(connection, stream);
        if (!config.createStreams()) {
            throw new IOException("consumer " + options.durable() + " of stream " + stream
                    + " is missing, and hikeshi.nats.create-streams is false");
        }
        management.addOrUpdateConsumer(stream.name(), configurationOf(options));
    }

    private ConsumerConfiguration configurationOf(ChannelOptions options) {
        return ConsumerConfiguration.builder()
                .durable(options.durable())
                .filterSubject(options.subject())
                .deliverPolicy(DeliverPolicy.All)
                .ackPolicy(AckPolicy.Explicit)
                .ackWait(config.ackWait())
                // We count ourselves: the server would only stop delivering, and tell nobody.
                .maxDeliver(-1)
                .maxAckPending(options.maxAckPending())
                .build();
    }

    private static boolean exists(JetStreamManagement management, StoredStream stream, String durable)
            throws IOException, JetStreamApiException {
        try {
            management.getConsumerInfo(stream.name(), durable);
            return true;
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() == NO_SUCH_CONSUMER || e.getApiErrorCode() == NO_SUCH_STREAM) return false;
            throw e;
        }
    }

    private static boolean exists(JetStreamManagement management, StoredStream stream)
            throws IOException, JetStreamApiException {
        try {
            management.getStreamInfo(stream.name());
            return true;
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() == NO_SUCH_STREAM) return false;
            throw e;
        }
    }

    private StreamConfiguration configurationOf(StoredStream stream) {
        return StreamConfiguration.builder()
                .name(stream.name())
                .subjects(stream.subjects())
                .storageType(StorageType.File)
                .replicas(config.streams().replicas())
                .maxAge(config.streams().maxAge())
                .maxBytes(config.streams().maxBytes())
                .discardPolicy(DiscardPolicy.Old)
                .duplicateWindow(DUPLICATE_WINDOW)
                .build();
    }
}
