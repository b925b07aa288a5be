package io.hikeshi.sensor.channel;

import io.nats.client.AuthenticationException;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;

/** Opens one connection as configured, or says why not. Secrets go to NATS and nowhere else. */
final class Dialer {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration PING = Duration.ofSeconds(5);

    private final NatsConfig config;

    Dialer(NatsConfig config) {
        this.config = config;
    }

    /** The servers, without a login that the URL may hold. */
    String shownUrl() {
        return config.url().replaceAll("//[^@/,]*@", "//");
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

    /**
     * Tries each server once. It does not reconnect by itself: what its writer still held would then be sent behind
     * our back, and out of order.
     */
    Connection dial(ConnectionListener onChange, ErrorListener onError) throws IOException, InterruptedException {
        var options = new Options.Builder()
                .servers(config.url().split("\\s*,\\s*"))
                .connectionName("hikeshi")
                .noReconnect()
                .connectionTimeout(PATIENCE)
                .pingInterval(PING)
                .requestCleanupInterval(Duration.ofSeconds(1))
                .connectionListener(onChange)
                .errorListener(onError);
        try {
            logIn(options);
            encrypt(options);
            return Nats.connect(options.build());
        } catch (AuthenticationException e) {
            throw new IOException(
                    "cannot log in to NATS at " + shownUrl() + " as " + shownLogin()
                            + ": the server refused it; check hikeshi.nats.user and password, credentials or nkey",
                    e);
        } catch (IOException e) {
            throw new IOException(
                    "cannot connect to NATS at " + shownUrl() + ": " + e.getMessage()
                            + "; is it running, and is hikeshi.nats.url right?",
                    e);
        } catch (IllegalArgumentException e) {
            throw new IOException("cannot use hikeshi.nats.url " + shownUrl() + ": " + e.getMessage(), e);
        }
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
            throw new IOException("cannot use the files of hikeshi.nats.tls: " + e.getMessage(), e);
        }
    }

    private static Path readable(String what, Path file) throws IOException {
        if (Files.isReadable(file)) return file;
        throw new IOException("cannot read hikeshi.nats." + what + " " + file + ": no such file, or no permission");
    }
}
