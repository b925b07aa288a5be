package io.hikeshi.responder.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.action.Cause;
import io.hikeshi.responder.action.Target;
import io.hikeshi.responder.app.Ledger.Bucket;
import io.hikeshi.responder.rules.Budget;
import io.hikeshi.tests.harness.NatsServer;
import io.nats.client.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    void allowsNoMoreNodesThanTheBudgetHoweverManyRespondersCount() {
        // Given
        var budget = new Budget("busy", Set.of("cordon-node"), 5, false, Duration.ofHours(1));

        // When
        var allowed = IntStream.range(0, 40)
                .parallel()
                .filter(node -> budgets(budget).take(cordonOf("n" + node)).isEmpty());

        // Then
        assertThat(allowed.count()).isEqualTo(5);
    }

    @Test
    void givesNoBudgetBackWhenTheServerIsStartedAgain() throws Exception {
        // Given
        var budget = new Budget("restarted", Set.of("cordon-node"), 1, false, Duration.ofHours(1));
        budgets(budget).take(cordonOf("n1"));
        NATS.kill();
        NATS.start();
        connection = NATS.connect();

        // When
        var second = budgets(budget).take(cordonOf("n2"));

        // Then
        assertThat(second).contains("budget restarted (1 in 1h) is spent");
        assertThat(budgets(budget).take(cordonOf("n1"))).isEmpty();
    }

    /** Of a process that knows nothing of those before it. */
    private static Budgets budgets(Budget budget) {
        var fresh = new NatsLedger(() -> connection, true, 1);
        return new Budgets("default", () -> List.of(budget), fresh, Optional.empty(), Clock.systemUTC());
    }

    private static ActionRequest cordonOf(String node) {
        var cause = new Cause("e1", "kernel.panicked", "t", "f1", node, null, Instant.now());
        return new ActionRequest(
                "i-1", "r", "cordon-node", new Target.Node(node), 0, Map.of(), cause, ActionRequest.Mode.APPLY);
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
