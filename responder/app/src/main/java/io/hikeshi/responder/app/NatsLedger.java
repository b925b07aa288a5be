package io.hikeshi.responder.app;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamOptions;
import io.nats.client.KeyValue;
import io.nats.client.KeyValueManagement;
import io.nats.client.KeyValueOptions;
import io.nats.client.api.KeyValueConfiguration;
import io.nats.client.api.KeyValueEntry;
import io.nats.client.api.KeyValueOperation;
import io.nats.client.api.StorageType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** NATS key-value buckets: shared by all responders of a cluster, and there again after any of them died. */
final class NatsLedger implements Ledger {
    /** A server that is there answers in milliseconds; the event is delivered again otherwise. */
    private static final KeyValueOptions OPTIONS = KeyValueOptions.builder()
            .jetStreamOptions(JetStreamOptions.builder()
                    .requestTimeout(Duration.ofSeconds(3))
                    .build())
            .build();

    /** {@code JSStreamWrongLastSequenceErrF} of nats-server's errors.json: somebody was faster. */
    private static final int WRONG_REVISION = 10071;

    /** {@code JSStreamNotFoundErr}: a bucket is a stream. */
    private static final int NO_SUCH_STREAM = 10059;

    private final Supplier<Connection> connection;
    private final boolean create;
    private final int replicas;
    private final Map<Bucket, Opened> opened = new ConcurrentHashMap<>();

    /**
     * @param connection the one of now; throws {@link IllegalStateException} while there is none
     * @param create whether to create buckets that are missing
     */
    NatsLedger(Supplier<Connection> connection, boolean create, int replicas) {
        this.connection = connection;
        this.create = create;
        this.replicas = replicas;
    }

    private record Opened(Connection connection, KeyValue bucket) {}

    private interface Operation<T> {
        T on(KeyValue bucket) throws IOException, JetStreamApiException;
    }

    @Override
    public Optional<Entry> get(Bucket bucket, String key) {
        return run(
                bucket,
                "read " + key,
                found -> Optional.ofNullable(found.get(key))
                        .filter(entry -> entry.getOperation() == KeyValueOperation.PUT)
                        .map(NatsLedger::entry));
    }

    @Override
    public boolean create(Bucket bucket, String key, String value) {
        return run(bucket, "create " + key, found -> written(() -> found.create(key, bytes(value))));
    }

    @Override
    public boolean replace(Bucket bucket, String key, String value, long revision) {
        return run(bucket, "replace " + key, found -> written(() -> found.update(key, bytes(value), revision)));
    }

    private <T> T run(Bucket bucket, String what, Operation<T> operation) {
        try {
            return operation.on(opened(bucket));
        } catch (JetStreamApiException | IOException | IllegalStateException e) {
            opened.remove(bucket);
            throw new LedgerUnavailable("cannot " + what + " in bucket " + bucket.word(), e);
        }
    }

    /** Opening asks the server whether the bucket is there: once for each connection. */
    private KeyValue opened(Bucket bucket) throws IOException, JetStreamApiException {
        var now = connection.get();
        var known = opened.get(bucket);
        if (known != null && known.connection() == now) return known.bucket();
        if (create) ensure(now.keyValueManagement(), bucket);
        var fresh = new Opened(now, now.keyValue(bucket.word(), OPTIONS));
        opened.put(bucket, fresh);
        return fresh.bucket();
    }

    private void ensure(KeyValueManagement buckets, Bucket bucket) throws IOException, JetStreamApiException {
        try {
            buckets.getStatus(bucket.word());
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() != NO_SUCH_STREAM) throw e;
            buckets.create(configurationOf(bucket));
        }
    }

    private KeyValueConfiguration configurationOf(Bucket bucket) {
        return KeyValueConfiguration.builder()
                .name(bucket.word())
                .ttl(bucket.kept())
                .replicas(replicas)
                .storageType(StorageType.File)
                .build();
    }

    private interface Write {
        long write() throws IOException, JetStreamApiException;
    }

    private static boolean written(Write write) throws IOException, JetStreamApiException {
        try {
            write.write();
            return true;
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() == WRONG_REVISION) return false;
            throw e;
        }
    }

    private static Entry entry(KeyValueEntry entry) {
        return new Entry(String.valueOf(entry.getValueAsString()), entry.getRevision());
    }

    private static byte[] bytes(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}
