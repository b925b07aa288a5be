package io.hikeshi.sensor.channel;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hikeshi.tests.harness.NatsServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that shows a certificate and wants one. Each side signs its own, and is trusted by name. */
class TlsIT {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    static Path folder;

    private final Traffic traffic = new Traffic();

    @BeforeAll
    static void makeCertificates() throws Exception {
        for (String name : List.of("server", "client", "stranger")) {
            keytool(name);
            export(name);
        }
    }

    @Test
    void showsItsCertificateAndChecksTheServers() throws Exception {
        try (var nats = server();
                var app = app(nats, "tls.ca", "server.crt", "tls.certificate", "client.crt", "tls.key", "client.key")) {
            // When
            var stored = app.mail().send(List.of("event-0"));

            // Then
            stored.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void talksToNoServerThatItDoesNotTrust() {
        try (var nats = server();
                var app =
                        app(nats, "tls.ca", "stranger.crt", "tls.certificate", "client.crt", "tls.key", "client.key")) {
            // When
            var stored = app.mail().send(List.of("event-0"));

            // Then
            await().untilAsserted(() -> assertThat(app.trouble())
                    .startsWith("cannot connect to NATS at tls://")
                    .contains("unable to find valid certification path"));
            assertThat(stored).isNotDone();
        }
    }

    @Test
    void saysWhichFileIsWrong() {
        try (var nats = server();
                var app = app(nats, "tls.ca", "server.crt", "tls.certificate", "client.crt", "tls.key", "client.crt")) {
            // When
            var stored = app.mail().send(List.of("event-0"));

            // Then
            await().untilAsserted(() -> assertThat(app.trouble())
                    .startsWith("cannot use the files of hikeshi.nats.tls: no unencrypted PKCS#8 key in ")
                    .contains("client.crt; convert it: openssl pkcs8"));
            assertThat(stored).isNotDone();
        }
    }

    private static NatsServer server() {
        var server = new NatsServer()
                .withConfiguration("tls {cert_file: \"%s\", key_file: \"%s\", ca_file: \"%s\", verify: true}"
                        .formatted(
                                folder.resolve("server.crt"),
                                folder.resolve("server.key"),
                                folder.resolve("client.crt")));
        server.start();
        return server;
    }

    private App app(NatsServer nats, String... settings) {
        var all = new String[settings.length + 2];
        for (int i = 0; i < settings.length; i += 2) {
            all[i] = settings[i];
            all[i + 1] = folder.resolve(settings[i + 1]).toString();
        }
        all[settings.length] = "url";
        all[settings.length + 1] = nats.url().replace("nats://", "tls://");
        return new App(Settings.of(all), traffic);
    }

    private static void keytool(String name) throws IOException, InterruptedException {
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var made = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-ext",
                        "bc=ca:true",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        folder.resolve(name + ".p12").toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(made.getInputStream().readAllBytes(), US_ASCII);
        assertThat(made.waitFor()).as(said).isZero();
    }

    private static void export(String name) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(folder.resolve(name + ".p12"))) {
            store.load(file, PASSWORD);
        }
        write(name + ".crt", "CERTIFICATE", store.getCertificate(name).getEncoded());
        write(name + ".key", "PRIVATE KEY", store.getKey(name, PASSWORD).getEncoded());
    }

    private static void write(String file, String what, byte[] encoded) throws IOException {
        var base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        Files.writeString(
                folder.resolve(file), "-----BEGIN " + what + "-----\n" + base64 + "\n-----END " + what + "-----\n");
    }
}
