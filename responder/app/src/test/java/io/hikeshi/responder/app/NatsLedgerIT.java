package io.hikeshi.responder.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hikeshi.responder.app.Ledger.Bucket;
import io.hikeshi.tests.harness.NatsServer;
import io.nats.client.Connection;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NatsLedgerIT {
    @RegisterExtension
    static final NatsServer NATS = new NatsServer();

    private static Connection connection;

    private final Ledger ledger = new NatsLedger(() -> connection, true, 1);

    @BeforeAll
    static void connect() throws Exception {
        connection = NATS.connect();
    }

    @AfterAll
    static void disconnect() throws Exception {
        connection.close();
    }

    @Test
    void createsAKeyOnce() {
        // When
        boolean first = ledger.create(Bucket.CLAIMS, "a.once", "1");
        boolean second = ledger.create(Bucket.CLAIMS, "a.once", "2");

        // Then
        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(ledger.get(Bucket.CLAIMS, "a.once")).map(Ledger.Entry::value).contains("1");
    }

    @Test
    void replacesOnlyWhatWasRead() {
        // Given
        ledger.create(Bucket.ROUNDS, "incident", "1");
        long read = ledger.get(Bucket.ROUNDS, "incident").orElseThrow().revision();

        // When
        boolean first = ledger.replace(Bucket.ROUNDS, "incident", "2", read);
        boolean late = ledger.replace(Bucket.ROUNDS, "incident", "3", read);

        // Then
        assertThat(first).isTrue();
        assertThat(late).isFalse();
    }

    @Test
    void knowsNothingOfAKeyThatNobodyWrote() {
        assertThat(ledger.get(Bucket.INCIDENTS, "never")).isEmpty();
    }

    @Test
    void givesRacingRespondersOneIncident() {
        // Given
        var incidents = new Incidents(ledger, Duration.ofMinutes(30));

        // When
        var ids = IntStream.range(0, 100)
                .parallel()
                .mapToObj(pid -> incidents
                        .of(Deaths.crash(pid + 1, Deaths.AT.plusMillis(pid), Deaths.web("web-" + pid % 5)))
                        .id());

        // Then
        assertThat(ids.distinct()).hasSize(1);
    }

    @Test
    void saysThatItCannotBeReachedWhileThereIsNoConnection() {
        // Given
        var away = new NatsLedger(
                () -> {
                    throw new IllegalStateException("no connection to NATS");
                },
                true,
                1);

        // Then
        assertThatThrownBy(() -> away.get(Bucket.CLAIMS, "a"))
                .isInstanceOf(LedgerUnavailable.class)
                .hasMessage("cannot read a in bucket hikeshi_claims: no connection to NATS");
    }
}
