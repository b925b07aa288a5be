package io.hikeshi.functions.pageoncall;

import static io.hikeshi.functions.Requests.first;
import static io.hikeshi.functions.Requests.nextRound;
import static io.hikeshi.functions.Requests.request;
import static io.hikeshi.functions.Requests.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.action.Target;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PageTest {
    private static final ActionRequest REQUEST = request("i-1", "page-oncall", new Target.Incident("i-1"));

    @Test
    void updatesOneAlertRoundAfterRound() {
        // When
        var first = Page.of(first(REQUEST));
        var second = Page.of(first(nextRound(REQUEST)));

        // Then
        assertThat(second.key()).isEqualTo(first.key());
        assertThat(second.actionId()).isNotEqualTo(first.actionId());
        assertThat(second.identity()).isEqualTo(first.identity());
    }

    @Test
    void opensAnAlertOfItsOwnForEachIncidentReceiverAndTarget() {
        // Given
        var page = Page.of(first(REQUEST));

        // When
        var incident = Page.of(first(request("i-2", "page-oncall", new Target.Incident("i-1"))));
        var receiver = Page.of(first(with(REQUEST, Map.of("receiver", "web"))));
        var target = Page.of(first(request("i-1", "page-oncall", new Target.Node("n1"))));

        // Then
        assertThat(page.key()).isNotIn(incident.key(), receiver.key(), target.key());
    }

    @Test
    void escapesAndBoundsWhatAStrangerWrote() {
        // Given
        var settings = Map.of("summary", "x\u001b[2J" + "y".repeat(4000), "severity", "z".repeat(900), "alert", "a\nb");

        // When
        var page = Page.of(first(with(REQUEST, settings)));

        // Then
        assertThat(page.summary()).hasSizeLessThan(1024).startsWith("x\\u001b[2J");
        assertThat(page.severity()).hasSizeLessThan(220);
        assertThat(page.alert()).isEqualTo("a\\u000ab");
        assertThat(page.details()).containsEntry("title", "cook died of SIGSEGV\\u000a\\u202eevil");
    }

    @Test
    void isNamedAfterItsRuleAndTellsTheTitleUnlessTheRuleSaysMore() {
        // When
        var page = Page.of(first(REQUEST));

        // Then
        assertThat(page.alert()).isEqualTo("segfault");
        assertThat(page.severity()).isEqualTo("warning");
        assertThat(page.summary()).startsWith("cook died of SIGSEGV");
        assertThat(page.isResolved()).isFalse();
        assertThat(page.receiver()).isNull();
    }
}
