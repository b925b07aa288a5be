package io.hikeshi.functions;

import static io.hikeshi.functions.Requests.request;
import static io.hikeshi.functions.Requests.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.hikeshi.responder.action.ActionCodec;
import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.action.Outcome;
import io.hikeshi.responder.action.Target;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FunctionEntryTest {
    private static final ActionRequest REQUEST = request("i-1", "nod", new Target.Node("n1"));

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    @Test
    void answersWithTheOutcomeOfTheFunctionAndTheRequestsTrace() {
        // Given
        var entry = entry(new Nod(attempt -> Result.done("nodded at attempt " + attempt.number())), 1);

        // When
        var reply = entry.handle(event("lab", "00-1-2-01"), 3);

        // Then
        assertThat(reply).isInstanceOfSatisfying(FunctionReply.Answered.class, answered -> {
            assertThat(ActionCodec.decodeOutcome(answered.event())).isEqualTo(answered.outcome());
            assertThat(answered.event().getExtension("traceparent")).isEqualTo("00-1-2-01");
            assertThat(answered.outcome().status()).isEqualTo(Outcome.Status.DONE);
            assertThat(answered.outcome().detail()).isEqualTo("nodded at attempt 3");
        });
        assertThat(counted("nod", "done")).isEqualTo(1);
    }

    @Test
    void asksForAnotherDeliveryWhenTheFunctionMayWorkLater() {
        // Given
        var entry = entry(
                new Nod(attempt -> {
                    throw new TryAgain("not now", Duration.ofSeconds(9));
                }),
                1);

        // When
        var reply = entry.handle(event("lab", null), 1);

        // Then
        assertThat(reply).isEqualTo(new FunctionReply.Busy("not now", Duration.ofSeconds(9)));
        assertThat(counted("nod", "retried")).isEqualTo(1);
    }

    @Test
    void asksForAnotherDeliveryAfterABugRatherThanLoseTheRequest() {
        // Given
        var entry = entry(
                new Nod(attempt -> {
                    throw new IllegalStateException("oops");
                }),
                1);

        // When
        var reply = entry.handle(event("lab", null), 1);

        // Then
        assertThat(reply)
                .isInstanceOfSatisfying(
                        FunctionReply.Busy.class,
                        busy -> assertThat(busy.reason()).isEqualTo("nod has a bug: java.lang.IllegalStateException"));
    }

    @Test
    void neitherRepliesNorLogsWhatABugSaysBecauseThatMayQuoteASecret() {
        // Given
        var entry = entry(
                new Nod(attempt -> {
                    throw new IllegalArgumentException("invalid header value: \"Bearer s3cret\"");
                }),
                1);
        var log = new LogLines();
        var logger = Logger.getLogger(FunctionEntry.class.getPackageName());
        logger.addHandler(log);

        // When
        var reply = entry.handle(event("lab", null), 1);

        // Then
        logger.removeHandler(log);
        assertThat(reply.toString()).contains("nod has a bug").doesNotContain("s3cret");
        assertThat(String.join("", log.lines))
                .contains("failed action=", "IllegalArgumentException", "FunctionEntryTest")
                .doesNotContain("s3cret");
    }

    @Test
    void refusesAnActionThatItDoesNotServe() {
        // Given
        var entry = new FunctionEntry("lab", Map.of(), 1, new Replies(metrics, Set.of()), clock());

        // When
        var reply = entry.handle(event("lab", null), 1);

        // Then
        assertThat(reply).isInstanceOf(FunctionReply.NotServed.class);
        assertThat(counted("none", "not-served")).isEqualTo(1);
    }

    @Test
    void refusesTheResponderOfAnotherCluster() {
        // Given
        var entry = entry(new Nod(attempt -> Result.done("nodded")), 1);

        // When
        var reply = entry.handle(event("prod", null), 1);

        // Then
        assertThat(reply)
                .isInstanceOfSatisfying(
                        FunctionReply.Forbidden.class,
                        refused -> assertThat(refused.reason())
                                .contains("\"/clusters/prod/responder\" asks, but this is cluster lab"));
    }

    @Test
    void failsARequestWithASettingThatNobodyReads() {
        // Given
        var entry = entry(new Nod(attempt -> Result.done("nodded")), 1);
        var event = ActionCodec.encode(with(REQUEST, Map.of("sumary", "x")), "lab", null);

        // When
        var reply = entry.handle(event, 1);

        // Then
        assertThat(reply).isInstanceOfSatisfying(FunctionReply.Answered.class, answered -> {
            assertThat(answered.outcome().status()).isEqualTo(Outcome.Status.FAILED);
            assertThat(answered.outcome().detail()).isEqualTo("nod has no setting [sumary]; its settings: [how]");
        });
    }

    @Test
    void tellsOneMoreThanItHasWorkersToComeAgain() {
        // Given
        var release = new CountDownLatch(1);
        var entered = new CountDownLatch(1);
        var entry = entry(
                new Nod(attempt -> {
                    entered.countDown();
                    await(release);
                    return Result.done("nodded");
                }),
                1);
        var first = CompletableFuture.supplyAsync(() -> entry.handle(event("lab", null), 1));
        await(entered);

        // When
        var second = entry.handle(event("lab", null), 1);

        // Then
        release.countDown();
        assertThat(second).isInstanceOf(FunctionReply.Busy.class);
        assertThat(first.join()).isInstanceOf(FunctionReply.Answered.class);
        assertThat(entry.handle(event("lab", null), 1)).isInstanceOf(FunctionReply.Answered.class);
    }

    @Test
    void countsEveryOutcomeFromZero() {
        // When
        entry(new Nod(attempt -> Result.done("nodded")), 1);

        // Then
        for (String outcome : new String[] {"done", "already-done", "shown", "skipped", "failed", "retried"}) {
            assertThat(counted("nod", outcome)).isZero();
        }
    }

    private double counted(String action, String outcome) {
        return metrics.get("hikeshi.function.requests")
                .tags("action", action, "outcome", outcome)
                .counter()
                .count();
    }

    private FunctionEntry entry(Function function, int workers) {
        return new FunctionEntry(
                "lab",
                Map.of(function.name(), function),
                workers,
                new Replies(metrics, Set.of(function.name())),
                clock());
    }

    private static CloudEvent event(String cluster, @Nullable String trace) {
        return ActionCodec.encode(REQUEST, cluster, trace);
    }

    private static Clock clock() {
        return Clock.fixed(Requests.AT, ZoneOffset.UTC);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Records with their traces, as a console would show them. */
    private static final class LogLines extends Handler {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void publish(LogRecord line) {
            lines.add(new SimpleFormatter().format(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private record Nod(java.util.function.Function<Attempt, Result> doing) implements Function {
        @Override
        public String name() {
            return "nod";
        }

        @Override
        public Set<String> settings() {
            return Set.of("how");
        }

        @Override
        public Result act(Attempt attempt) {
            return doing.apply(attempt);
        }
    }
}
