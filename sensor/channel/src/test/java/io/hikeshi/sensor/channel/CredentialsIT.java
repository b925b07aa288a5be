package io.hikeshi.sensor.channel;

import io.hikeshi.tests.harness.NatsServer;
import io.nats.client.NKey;
import io.nats.client.support.JwtUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that trusts an operator, who vouches for an account, which vouches for a user: a {@code .creds} file. */
class CredentialsIT {
    private static final String NO_LIMITS = "\"limits\":{\"subs\":-1,\"data\":-1,\"payload\":-1,\"imports\":-1,"
            + "\"exports\":-1,\"wildcards\":true,\"conn\":-1,\"leaf\":-1";
    private static final String STORAGE = ",\"mem_storage\":-1,\"disk_storage\":-1,\"streams\":-1,\"consumer\":-1";

    private final NKey operator;
    private final NKey account;
    private final NKey system;
    private final NKey user;

    CredentialsIT() throws IOException, GeneralSecurityException {
        operator = NKey.createOperator(null);
        account = NKey.createAccount(null);
        system = NKey.createAccount(null);
        user = NKey.createUser(null);
    }

    @Test
    void logsInByACredentialsFile(@TempDir Path folder) throws Exception {
        // Given
        var file = Files.writeString(folder.resolve("sensor.creds"), credentials());
        try (var nats = new NatsServer().withConfiguration(trust())) {
            nats.start();
            var app = new App(Settings.of(nats, "credentials", file.toString()), new Traffic());
            try (app) {
                // When
                var stored = app.mail().send(List.of("event-0"));

                // Then
                stored.get(20, TimeUnit.SECONDS);
            }
        }
    }

    private String trust() throws IOException, GeneralSecurityException {
        return """
                operator: %s
                system_account: %s
                resolver: MEMORY
                resolver_preload: {%s: %s, %s: %s}
                """.formatted(
                        signed(operator, "{\"type\":\"operator\",\"version\":2}"),
                        id(system),
                        id(account),
                        signed(account, "{" + NO_LIMITS + STORAGE + "},\"type\":\"account\",\"version\":2}"),
                        id(system),
                        signed(system, "{" + NO_LIMITS + "},\"type\":\"account\",\"version\":2}"));
    }

    private String credentials() throws IOException, GeneralSecurityException {
        var jwt = JwtUtils.issueUserJWT(account, id(account), id(user));
        return JwtUtils.NATS_USER_JWT_FORMAT.formatted(jwt, new String(user.getSeed()));
    }

    private String signed(NKey subject, String claims) throws IOException, GeneralSecurityException {
        return JwtUtils.issueJWT(
                operator, id(subject), "test", null, JwtUtils.currentTimeSeconds(), id(operator), () -> claims);
    }

    private static String id(NKey key) throws IOException, GeneralSecurityException {
        return new String(key.getPublicKey());
    }
}
