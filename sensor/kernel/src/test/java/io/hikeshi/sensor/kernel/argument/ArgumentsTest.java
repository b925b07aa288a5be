package io.hikeshi.sensor.kernel.argument;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
    private static List<String> redacted(String commandLine) {
        return Arguments.redacted(Arrays.asList(commandLine.split("¦")));
    }

    /** Arguments are separated by a broken bar; # stands where the secret stood. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            app¦--password=hunter2                                            | app¦--password=#
            app¦--password=two words & more                                   | app¦--password=#
            app¦--password=123456                                             | app¦--password=#
            app¦--password=/slash/first                                       | app¦--password=#
            app¦--password¦hunter2                                            | app¦--password¦#
            app¦--db-password¦-dash                                           | app¦--db-password¦#
            app¦-password¦hunter2                                             | app¦-password¦#
            app¦-p¦hunter2                                                    | app¦-p¦#
            app¦--token¦abc                                                   | app¦--token¦#
            app¦--auth-token=abc                                              | app¦--auth-token=#
            app¦--apiKey=abc                                                  | app¦--apiKey=#
            app¦--api-key¦abc                                                 | app¦--api-key¦#
            app¦--client-secret¦abc                                           | app¦--client-secret¦#
            app¦--secret=$1\\                                                 | app¦--secret=#
            java¦-Djavax.net.ssl.keyStorePassword=changeit¦-jar¦app.jar       | java¦-Djavax.net.ssl.keyStorePassword=#¦-jar¦app.jar
            java¦-Dspring.datasource.password=x                               | java¦-Dspring.datasource.password=#
            env¦PGPASSWORD=x¦psql                                             | env¦PGPASSWORD=#¦psql
            env¦MYSQL_PWD=x                                                   | env¦MYSQL_PWD=#
            env¦AWS_SECRET_ACCESS_KEY=x                                       | env¦AWS_SECRET_ACCESS_KEY=#
            env¦DB_PASS=x                                                     | env¦DB_PASS=#
            env¦REDIS_PASSWORD2=x                                             | env¦REDIS_PASSWORD2=#
            mysql¦-uroot¦-phunter2¦shop                                       | mysql¦-uroot¦-p#¦shop
            /usr/bin/mysqldump¦-p12345¦shop                                   | /usr/bin/mysqldump¦-p#¦shop
            sshpass¦-p¦12345¦ssh¦-p¦22¦host                                   | sshpass¦-p¦#¦ssh¦-p¦#¦host
            redis-cli¦-a¦hunter2                                              | redis-cli¦-a¦#
            ldapsearch¦-D¦cn=admin¦-w¦hunter2                                 | ldapsearch¦-D¦cn=admin¦-w¦#
            curl¦-u¦bob:hunter2¦https://example.com/                          | curl¦-u¦bob:#¦https://example.com/
            curl¦--user¦bob:hunter2                                           | curl¦--user¦bob:#
            curl¦-H¦Authorization: Bearer abc                                 | curl¦-H¦Authorization: #
            curl¦-H¦authorization: Basic dXNlcjpw¦-v                          | curl¦-H¦authorization: #¦-v
            curl¦--header=X-Api-Key: abc                                      | curl¦--header=X-Api-Key: #
            curl¦-d¦{"user":"bob","password":"hunter2"}                       | curl¦-d¦{"user":"bob","password":"#"}
            curl¦https://bob:hunter2@example.com/path                         | curl¦https://bob:#@example.com/path
            app¦redis://:hunter2@redis:6379/0                                 | app¦redis://:#@redis:6379/0
            app¦--dsn=postgres://u:p%40ss@db/shop                             | app¦--dsn=postgres://u:#@db/shop
            app¦amqp://u:a@b@mq                                               | app¦amqp://u:#@mq
            curl¦https://example.com/?user=bob&token=abc&x=1                  | curl¦https://example.com/?user=bob&token=#&x=1
            curl¦https://x.blob.example.com/f?se=2026&sig=abc%3D              | curl¦https://x.blob.example.com/f?se=2026&sig=#
            app¦Server=db;User=bob;Password=hunter2;Timeout=5                 | app¦Server=db;User=bob;Password=#;Timeout=5
            mount¦-o¦user=bob,password=hunter2,ro                             | mount¦-o¦user=bob,password=#,ro
            sh¦-c¦export TOKEN=abc; run --password hunter2 --port 80          | sh¦-c¦export TOKEN=#; run --password # --port 80
            sh¦-c¦curl -u bob:hunter2 https://example.com                     | sh¦-c¦curl -u bob:# https://example.com
            openssl¦rsa¦-passin¦pass:hunter2                                  | openssl¦rsa¦-passin¦#
            openssl¦enc¦pass:hunter2                                          | openssl¦enc¦pass:#
            app¦eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl             | app¦#
            app¦--jwt-in=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln            | app¦--jwt-in=#
            aws¦AKIAIOSFODNN7EXAMPLE                                          | aws¦#
            aws¦wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY                      | aws¦#
            git¦clone¦https://ghp_0123456789abcdefghijABCDEFGHIJ012345@github.com/a/b | git¦clone¦https://#@github.com/a/b
            app¦xoxb-1234567890-abcdefghij                                    | app¦#
            app¦sk_live_0123456789abcdefgh                                    | app¦#
            app¦-----BEGIN RSA PRIVATE KEY----- MIIE                          | app¦#
            app¦9f86d081884c7d659a2feaa0c55ad015                              | app¦#
            app¦--seed=Zm9vYmFyMTIzNDU2Nzg5MA9xQ2                             | app¦--seed=#
            app¦q8Zr2LkV0xWn7TtYb3Jc                                          | app¦#
            """)
    void takesOutWhatLooksLikeASecret(String commandLine, String expected) {
        // When
        var redacted = redacted(commandLine);

        // Then
        assertThat(String.join("¦", redacted)).isEqualTo(expected.replace("#", Arguments.REDACTED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java¦-Xmx512m¦-XX:+UseG1GC¦-XX:G1HeapRegionSize=4m¦-jar¦/opt/app/service-1.4.2-SNAPSHOT.jar",
                "java¦-cp¦/app/lib/*¦org.springframework.boot.loader.launch.JarLauncher",
                "java¦com.example.billing.InvoiceRenderingServiceV2Application",
                "/usr/lib/jvm/java-17-openjdk-amd64/bin/java¦-version",
                "/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2",
                "python3¦-m¦http.server¦8080",
                "node¦--max-old-space-size=4096¦server.js",
                "app¦--max-tokens¦100¦--max-tokens=100¦--tokenizer¦bert-base-uncased",
                "app¦--password-file¦/run/secrets/db¦--token-ttl=1h¦--secret-name=shop",
                "app¦--token-file=/var/run/secrets/kubernetes.io/serviceaccount/token",
                "app¦--no-password¦really¦--passthrough¦--bypass-cache¦x",
                "kubelet¦--client-key=/etc/kubernetes/pki/apiserver-kubelet-client.key",
                "sort¦--key=2¦-k¦1",
                "env¦PWD=/home/bob¦OLDPWD=/tmp¦HOME=/root¦KEY=1",
                "mkdir¦-p¦/var/lib/app",
                "ssh¦-p¦22¦git@github.com",
                "docker¦run¦-p¦8080:80¦-u¦1000:1000¦nginx:1.25-alpine",
                "docker¦run¦nginx@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "ps¦-p¦123¦-o¦pid,comm",
                "app¦--id=2edf54f8-6911-449f-9abe-3d468a770d6b",
                "app¦2EDF54F8-6911-449F-9ABE-3D468A770D6B",
                "app¦--pod=web-7d4b9c6f5d-x2x9z¦--node=ip-10-0-12-34.eu-west-1.compute.internal",
                "app¦/kubepods/burstable/pod2edf54f8-6911-449f-9abe-3d468a770d6b/"
                        + "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                "app¦/var/lib/docker/overlay2/9f86d081884c7d659a2feaa0c55ad0159f86d081884c7d659a2feaa0c55ad015/merged",
                "app¦12345678901234567890¦3.14159265358979323846¦-1",
                "app¦2026-11-21T10:08:00.123456Z¦20261121T100800Z",
                "app¦--THIS_IS_A_VERY_LONG_CONSTANT_NAME_42",
                "app¦thisIsAQuiteLongCamelCaseMethodNameForTest2",
                "app¦aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "postgres: checkpointer",
                "nginx: worker process",
                "sh¦-c¦while true; do date; sleep 10; done",
                "app¦https://example.com:8443/a/b?page=2&sort=name#top",
                "app¦ssh://git@github.com/org/repo.git",
                "app¦--log-format=%h %l %u¦--level=debug¦--replicas=3",
                "app¦--cidr=10.0.0.0/8¦fe80::1ff:fe23:4567:890a",
                "app¦user@example.com"
            })
    void leavesWhatIsNoSecret(String commandLine) {
        // When
        var redacted = redacted(commandLine);

        // Then
        assertThat(String.join("¦", redacted)).isEqualTo(commandLine);
    }

    @Test
    void takesOutNearlyEveryRandomKey() {
        // Given keys as openssl rand would make them
        var random = new Random(7);
        int left = 0;

        // When
        for (int i = 0; i < 2_000; i++) {
            var key = new byte[32];
            random.nextBytes(key);
            var text =
                    (i % 2 == 0 ? Base64.getEncoder() : Base64.getUrlEncoder().withoutPadding()).encodeToString(key);
            if (Arguments.redacted(List.of("app", text)).get(1).length() > text.length() / 2) left++;
        }

        // Then
        assertThat(left).isLessThan(20);
    }

    @Test
    void boundsNumberAndLength() {
        // Given
        var arguments = new ArrayList<>(Collections.nCopies(100_000, "x"));
        arguments.set(1, "y".repeat(10_000_000));

        // When
        var redacted = Arguments.redacted(arguments);

        // Then
        assertThat(redacted).hasSize(65).last().isEqualTo("…");
        assertThat(redacted.get(1)).hasSize(513).endsWith("…");
    }

    @Test
    void keepsControlCharactersAsData() {
        // When
        var redacted = Arguments.redacted(List.of("\u001b[2J", "a\nb", "\u0000", "\ud800"));

        // Then
        assertThat(redacted).containsExactly("\u001b[2J", "a\nb", "\u0000", "\ud800");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "=",
                ":",
                "-",
                "--",
                " ",
                "\"",
                "://",
                "a=",
                "a:",
                "-p ",
                "--token ",
                "eyJ",
                "/",
                "a/",
                "\\",
                "$1"
            })
    void readsAnyRepetitionInOneGo(String piece) {
        // Given
        var arguments = Collections.nCopies(64, piece.repeat(4096 / piece.length()));

        // When
        var redacted = Arguments.redacted(arguments);

        // Then
        assertThat(redacted).hasSize(64);
    }
}
