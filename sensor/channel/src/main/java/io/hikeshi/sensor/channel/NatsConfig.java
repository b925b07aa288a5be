package io.hikeshi.sensor.channel;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where NATS is, who we are there, and how much we hold while it is away. */
@ConfigMapping(prefix = "hikeshi.nats")
public interface NatsConfig {
    /** One server or several, separated by commas: {@code nats://host:4222} or {@code tls://host:4222}. */
    @WithDefault("nats://127.0.0.1:4222")
    String url();

    Optional<String> user();

    Optional<String> password();

    /** A {@code .creds} file: user JWT and NKey seed. */
    Optional<Path> credentials();

    /** A file that holds an NKey seed alone ({@code SU...}). */
    Optional<Path> nkey();

    Tls tls();

    /** Whether to create streams and consumers that are missing. A sensor whose credentials forbid it goes on without. */
    @WithDefault("true")
    boolean createStreams();

    /** How many events each outbound channel holds, unacknowledged ones included, before it refuses more. */
    @WithDefault("10000")
    int buffer();

    /** How long the server waits for an acknowledgement; long work is kept alive by signs of progress. */
    @WithDefault("30s")
    Duration ackWait();

    /** After so many unforeseen failures a message is put aside as a dead letter; waiting for something is no failure. */
    @WithDefault("50")
    int maxDeliver();

    /** How many messages each inbound channel hands out at a time. */
    @WithDefault("64")
    int maxInFlight();

    /** How long a stop may wait for what is under way. */
    @WithDefault("5s")
    Duration drain();

    Streams streams();

    /** PEM files. Setting one turns TLS on. */
    interface Tls {
        /** Certificates of the authorities that we trust; the platform's if it is not set. */
        Optional<Path> ca();

        /** Our certificate chain. */
        Optional<Path> certificate();

        /** The key of our certificate, PKCS#8, not encrypted. */
        Optional<Path> key();
    }

    /** Bounds of a stream that we create; one that is there already stays as it is. */
    interface Streams {
        @WithDefault("1")
        int replicas();

        @WithDefault("7d")
        Duration maxAge();

        /** NATS sets this much aside at once, for each of the four streams. */
        @WithDefault("268435456")
        long maxBytes();
    }
}
