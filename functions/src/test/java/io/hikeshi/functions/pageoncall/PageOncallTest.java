package io.hikeshi.functions.pageoncall;

import static io.hikeshi.functions.Requests.AT;
import static io.hikeshi.functions.Requests.again;
import static io.hikeshi.functions.Requests.first;
import static io.hikeshi.functions.Requests.request;
import static io.hikeshi.functions.Requests.shown;
import static io.hikeshi.functions.Requests.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hikeshi.functions.Secret;
import io.hikeshi.functions.TryAgain;
import io.hikeshi.functions.cluster.Cluster;
import io.hikeshi.functions.cluster.EffectEvents;
import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.action.Outcome.Status;
import io.hikeshi.responder.action.Target;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PagerDuty and webhooks cannot be reached from a test: a small server stands in and shows what they would get. */
class PageOncallTest {
    private static final ActionRequest REQUEST = request("i-1", "page-oncall", new Target.Incident("i-1"));

    @RegisterExtension
    final StandInPager pager = new StandInPager();

    @TempDir
    Path folder;

    @Test
    void triggersPagerDutyWithTheKeyFromTheFile() throws IOException {
        // Given
        var pages = pages(new PagerDuty(pager.uri("/"), secret("r0uting\n")));

        // When
        var result = pages.act(first(with(REQUEST, Map.of("severity", "critical", "summary", "n1 is on fire"))));

        // Then
        assertThat(result.status()).isEqualTo(Status.DONE);
        assertThat(result.detail()).doesNotContain("r0uting");
        var sent = pager.only();
        assertThat(sent.path()).isEqualTo("/v2/enqueue");
        assertThat(sent.body())
                .contains(
                        "\"routing_key\":\"r0uting\"", "\"event_action\":\"trigger\"", "\"summary\":\"n1 is on fire\"")
                .contains(
                        "\"severity\":\"critical\"",
                        "\"dedup_key\":\"" + Page.of(first(REQUEST)).key() + "\"");
    }

    @Test
    void resolvesUnderTheKeyThatTriggered() throws IOException {
        // Given
        var pages = pages(new PagerDuty(pager.uri(""), secret("k")));

        // When
        pages.act(first(with(REQUEST, Map.of("resolve", "true"))));

        // Then
        assertThat(pager.only().body())
                .contains(
                        "\"event_action\":\"resolve\"", Page.of(first(REQUEST)).key());
    }

    @Test
    void sendsAWebhookItsTokenAndTheActionsIdAtEveryDelivery() throws IOException {
        // Given
        var pages = pages(new Webhook(pager.uri("/hook"), secret("t0ken")));

        // When
        pages.act(first(REQUEST));
        pages.act(again(REQUEST));

        // Then
        assertThat(pager.received()).hasSize(2).allSatisfy(sent -> {
            assertThat(sent.headers().getFirst("Idempotency-Key")).isEqualTo(REQUEST.id());
            assertThat(sent.headers().getFirst("Authorization")).isEqualTo("Bearer t0ken");
            assertThat(sent.body()).contains("\"state\":\"firing\"", "\"incident\":\"i-1\"");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void comesAgainWhenThePagerIsOverloadedOrBroken(int status) {
        // Given
        pager.answers(status, "Retry-After", "7");
        var pages = pages(new Webhook(pager.uri("/"), null));

        // When
        var paging = assertThatThrownBy(() -> pages.act(first(REQUEST)));

        // Then
        paging.isInstanceOfSatisfying(TryAgain.class, again -> {
            assertThat(again.after()).isEqualTo(Duration.ofSeconds(7));
            assertThat(again).hasMessageContaining("webhook answered " + status);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 404})
    void failsForGoodWhenThePagerRefuses(int status) {
        // Given
        pager.answers(status, "Location", "http://127.0.0.1:1/stolen");
        var pages = pages(new Webhook(pager.uri("/"), null));

        // When
        var result = pages.act(first(REQUEST));

        // Then
        assertThat(result.status()).isEqualTo(Status.FAILED);
        assertThat(result.detail()).contains("webhook answered " + status + ": \"said so\"");
    }

    @Test
    void quotesTheStartOfALongRefusalAndReadsNoMore() {
        // Given
        pager.answers(400, "X-Nothing", "special");
        pager.says("\u001b[2J" + "no".repeat(2_000_000));
        var pages = pages(new Webhook(pager.uri("/"), null));

        // When
        var result = pages.act(first(REQUEST));

        // Then
        assertThat(result.detail())
                .contains("webhook answered 400: \"\\u001b[2Jnono")
                .hasSizeLessThan(600);
    }

    @Test
    void comesAgainWhenNobodyListens() {
        // Given
        var pages = pages(new Webhook(URI.create("http://127.0.0.1:1/"), null));

        // When
        var paging = assertThatThrownBy(() -> pages.act(first(REQUEST)));

        // Then
        paging.isInstanceOf(TryAgain.class).hasMessageContaining("cannot page through webhook at http://127.0.0.1:1/");
    }

    @Test
    void pagesThroughTheOthersWhenOneIsDown() {
        // Given
        var pages = pages(new Webhook(URI.create("http://127.0.0.1:1/"), null), new Alertmanager(pager.uri(""), HOUR));

        // When
        var paging = assertThatThrownBy(() -> pages.act(first(REQUEST)));

        // Then
        paging.isInstanceOf(TryAgain.class);
        assertThat(pager.only().path()).isEqualTo("/api/v2/alerts");
    }

    @Test
    void failsAndSaysWhatToConfigureWhenThereIsNoPager() {
        // When
        var result = pages().act(first(REQUEST));

        // Then
        assertThat(result.status()).isEqualTo(Status.FAILED);
        assertThat(result.detail()).contains("no pager is configured", "hikeshi.functions.alertmanager.url");
    }

    @Test
    void showsThePageAndSendsNone() {
        // Given
        var pages = pages(new Webhook(pager.uri("/"), null));

        // When
        var result = pages.act(first(shown(REQUEST)));

        // Then
        assertThat(result.status()).isEqualTo(Status.SHOWN);
        assertThat(result.detail())
                .startsWith("would page \"HikeshiIncident\" as warning, key ")
                .endsWith(" through webhook");
        assertThat(pager.received()).isEmpty();
    }

    @Test
    void comesAgainWhenItsSecretIsNotMountedYet() {
        // Given
        var pages = pages(new PagerDuty(pager.uri("/"), new Secret("PagerDuty's routing key", folder.resolve("no"))));

        // When
        var paging = assertThatThrownBy(() -> pages.act(first(REQUEST)));

        // Then
        paging.isInstanceOf(TryAgain.class).hasMessageContaining("cannot read PagerDuty's routing key");
    }

    @Test
    void neverSaysWhatATokenOfTwoLinesHolds() throws IOException {
        // Given
        var pages = pages(new Webhook(pager.uri("/"), secret("t0ken\nt0ken2\n")));

        // When
        var paging = assertThatThrownBy(() -> pages.act(first(REQUEST)));

        // Then
        paging.isInstanceOf(TryAgain.class).hasMessageNotContaining("t0ken");
    }

    @Test
    void neverSaysWhatAHeaderHoldsThatTheClientRefuses() {
        // Given
        var call = new Pager.Call(pager.uri("/"), Map.of("Authorization", "Bearer t0ken\nt0ken2"), Map.of());

        // When
        var paging = assertThatThrownBy(() -> new PagerHttp().post("webhook", call));

        // Then
        paging.isInstanceOf(TryAgain.class).hasNoCause().hasMessageNotContaining("t0ken");
    }

    private static final Duration HOUR = Duration.ofHours(1);

    private static PageOncall pages(Pager... pagers) {
        var clock = Clock.fixed(AT.plusSeconds(5), ZoneOffset.UTC);
        var events = new EffectEvents(clock, "test", new SimpleMeterRegistry().counter("failures"));
        return new PageOncall(List.of(pagers), new Cluster(null), events, clock);
    }

    private Secret secret(String text) throws IOException {
        return new Secret("a secret", Files.writeString(folder.resolve("secret"), text));
    }
}
