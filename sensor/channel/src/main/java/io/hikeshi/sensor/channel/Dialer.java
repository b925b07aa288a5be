package io.hikeshi.sensor.channel;

import io.nats.client.AuthenticationException;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Opens one connection as configured, or says why not. Secrets go to NATS and nowhere else. */
final class Dialer {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration PING = Duration.ofSeconds(5);
    /** How often the library looks for requests that nobody answered. */
    private static final Duration CLEANUP = Duration.ofSeconds(1);

    private final NatsConfig config;

    Dialer(NatsConfig config) {
        this.config = config;
    }

    /** The servers, without a login that the URL may hold. */
    String shownUrl() {
        return config.url().replaceAll("//[^/,]*@", "//");
    }

    /** Who we say that we are, fit to be shown. */
    String shownLogin() {
        if (config.credentials().isPresent())
            return "credentials file " + config.credentials().get();
        if (config.nkey().isPresent()) return "nkey file " + config.nkey().get();
        return config.user()
                .map(user -> "user " + user)
                .orElse("nobody (no hikeshi.nats.user, credentials or nkey is set)");
    }

    /** Tries each server once. */
    Connection dial(ConnectionListener onChange, LinkErrors onError) throws IOException, InterruptedException {
        try {
            var options = options().connectionListener(onChange).errorListener(onError);
            logIn(options);
            encrypt(options);
            return Nats.connect(options.build());
        } catch (AuthenticationException e) {
            throw new IOException(
                    "cannot log in to NATS at " + shownUrl() + " as " + shownLogin()
                            + ": the server refused it; check hikeshi.nats.user and password, credentials or nkey",
                    e);
        } catch (Unusable e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(
                    "cannot connect to NATS at " + shownUrl() + ": " + reason(e, onError)
                            + "; is it running, and is hikeshi.nats.url right?",
                    e);
        }
    }

    /**
     * The library must not reconnect by itself: what its writer still held would then be sent behind our back, and out
     * of order.
     */
    private Options.Builder options() {
        return new Options.Builder()
                .servers(config.url().split("\\s*,\\s*"))
                .connectionName("hikeshi")
                .noReconnect()
                .connectionTimeout(PATIENCE)
                .pingInterval(PING)
                .requestCleanupInterval(CLEANUP);
    }

    private static String reason(Exception failure, LinkErrors errors) {
        var reason = errors.lastReason();
        return reason == null ? String.valueOf(failure.getMessage()) : reason;
    }

    private void logIn(Options.Builder options) throws IOException {
        if (config.credentials().isPresent()) {
            options.authHandler(Nats.credentials(
                    readable("credentials", config.credentials().get()).toString()));
        } else if (config.nkey().isPresent()) {
            var seed = Files.readString(readable("nkey", config.nkey().get())).strip();
            options.authHandler(Nats.staticCredentials(null, seed.toCharArray()));
        } else if (config.user().isPresent()) {
            options.userInfo(
                    config.user().get().toCharArray(),
                    config.password().orElse("").toCharArray());
        }
    }

    private void encrypt(Options.Builder options) throws IOException {
        var tls = config.tls();
        if (tls.ca().isEmpty() && tls.certificate().isEmpty()) return;
        try {
            options.sslContext(PemContext.of(tls.ca(), tls.certificate(), tls.key()));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new Unusable("cannot use the files of hikeshi.nats.tls: " + e.getMessage(), e);
        }
    }

    private static Path readable(String what, Path file) throws IOException {
        if (Files.isReadable(file)) return file;
        throw new Unusable("cannot read hikeshi.nats." + what + " " + file + ": no such file, or no permission", null);
    }

    /** A file of ours is the trouble, not the server. It is read again at the next try. */
    private static final class Unusable extends IOException {
        private static final long serialVersionUID = 1;

        Unusable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
