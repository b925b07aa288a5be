package io.hikeshi.functions.pageoncall;

import static io.hikeshi.functions.Requests.AT;
import static io.hikeshi.functions.Requests.because;
import static io.hikeshi.functions.Requests.first;
import static io.hikeshi.functions.Requests.nextRound;
import static io.hikeshi.functions.Requests.request;
import static io.hikeshi.functions.Requests.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.action.Cause;
import io.hikeshi.responder.action.Target;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
    void updatesOneAlertWhateverRuleEventOrSeverityPages() {
        // Given
        var early = Page.of(first(with(REQUEST, Map.of("receiver", "web", "severity", "critical"))));
        var spoof = cause("kernel.panic.disproved", "suspected spoof", null);
        var later = because(with(REQUEST, Map.of("receiver", "web", "severity", "info")), "spoofs", spoof);

        // When
        var late = Page.of(first(later));

        // Then
        assertThat(late.key()).isEqualTo(early.key());
        assertThat(late.alert()).isEqualTo(early.alert());
        assertThat(late.identity()).isEqualTo(early.identity());
    }

    @Test
    void opensAnAlertOfItsOwnForEachIncidentReceiverAndName() {
        // Given
        var page = Page.of(first(REQUEST));

        // When
        var incident = Page.of(first(request("i-2", "page-oncall", new Target.Incident("i-1"))));
        var receiver = Page.of(first(with(REQUEST, Map.of("receiver", "web"))));
        var alert = Page.of(first(with(REQUEST, Map.of("alert", "Segfaults"))));

        // Then
        assertThat(page.key()).isNotIn(incident.key(), receiver.key(), alert.key());
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
    void keepsTheLinesOfATraceAndEscapesAndBoundsThem() {
        // Given
        var trace = "BUG: oops\n\tdie\u001b[2J+0x1\r\n" + (" frame+0x1/0x2" + "x".repeat(300) + "\n").repeat(300);

        // When
        var page = Page.of(first(because(REQUEST, "panic", cause("kernel.panic.reported", "it fell", trace))));

        // Then
        assertThat(page.details().get("trace"))
                .startsWith("BUG: oops\n die\\u001b[2J+0x1\n frame")
                .hasSizeLessThanOrEqualTo(2000);
    }

    @Test
    void tellsTheTitleUnlessTheRuleSaysMore() {
        // When
        var page = Page.of(first(REQUEST));

        // Then
        assertThat(page.alert()).isEqualTo("HikeshiIncident");
        assertThat(page.severity()).isEqualTo("warning");
        assertThat(page.summary()).startsWith("cook died of SIGSEGV");
        assertThat(page.isResolved()).isFalse();
        assertThat(page.receiver()).isNull();
    }

    private static Cause cause(String kind, String title, @Nullable String trace) {
        return new Cause("e9", kind, title, "f9", "n9", null, AT.plusSeconds(60), "boot-1", trace);
    }
}
