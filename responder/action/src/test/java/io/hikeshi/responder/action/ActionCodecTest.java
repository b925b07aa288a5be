package io.hikeshi.responder.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.hikeshi.responder.action.ActionRequest.Mode;
import io.hikeshi.sensor.event.MalformedEvent;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ActionCodecTest {
    private static final Instant AT = Instant.parse("2026-05-01T10:00:00.123456789Z");
    private static final Target POD = new Target.Pod("shop", "web-1", "1c2d-uid");

    @Test
    void writesARequestAsOneJsonObjectUnderTheRequestsId() throws IOException {
        // Given
        var request = request(POD, "cook died of SIGSEGV");

        // When
        var event = ActionCodec.encode(request, "lab", "00-1-2-01");

        // Then
        assertThat(event.getId()).isEqualTo(request.id());
        assertThat(event.getType()).isEqualTo("io.hikeshi.action.requested");
        assertThat(event.getSource()).hasToString("/clusters/lab/responder");
        assertThat(event.getSubject()).isEqualTo("namespaces/shop/pods/web-1");
        assertThat(event.getExtension("traceparent")).isEqualTo("00-1-2-01");
        assertThat(new ObjectMapper().readTree(event.getData().toBytes()))
                .isEqualTo(new ObjectMapper().readTree(getClass().getResourceAsStream("/request.json")));
    }

    @Test
    void readsBackTheRequestThatItWrote() {
        for (Target target : new Target[] {POD, new Target.Node("n1.example.com"), new Target.Incident("i-1")}) {
            // Given
            var request = request(target, "クラッシュ \ud83d\udd25 \"quoted\"\n");

            // When
            var read = ActionCodec.decodeRequest(ActionCodec.encode(request, "lab", null));

            // Then
            assertThat(read).isEqualTo(request);
        }
    }

    @ParameterizedTest
    @EnumSource(Outcome.Status.class)
    void readsBackTheOutcomeThatItWrote(Outcome.Status status) {
        // Given
        var outcome = Outcome.of(request(POD, "t"), status, "annotated pod shop/web-1", 2, AT);

        // When
        var event = ActionCodec.encode(outcome, "lab", null);

        // Then
        assertThat(ActionCodec.decodeOutcome(event)).isEqualTo(outcome);
        assertThat(event.getType()).isEqualTo("io.hikeshi." + status.word());
        assertThat(event.getSource()).hasToString("/clusters/lab/functions/annotate-pod");
    }

    @Test
    void givesEachDeliveryAnOutcomeOfItsOwn() {
        // Given
        var request = request(POD, "t");

        // When
        var first = Outcome.of(request, Outcome.Status.DONE, "done", 1, AT);
        var second = Outcome.of(request, Outcome.Status.ALREADY_DONE, "done before", 2, AT);

        // Then
        assertThat(first.id()).isNotEqualTo(second.id()).isNotEqualTo(request.id());
    }

    @Test
    void showsUnderAnIdOfItsOwnSoThatTheActionCanStillBeApplied() {
        // Given
        var request = request(POD, "t");

        // When
        var shown = request.shown();

        // Then
        assertThat(shown.mode()).isEqualTo(Mode.SHOW);
        assertThat(shown.id())
                .isNotEqualTo(request.id())
                .isEqualTo(shown.shown().id());
    }

    @Test
    void cutsATitleThatIsTooLongRatherThanLoseThePage() {
        // Given
        var request = request(POD, "\ud83d\udd25".repeat(600));

        // When
        var read = ActionCodec.decodeRequest(ActionCodec.encode(request, "lab", null));

        // Then
        assertThat(read.cause().title())
                .hasSize(1000)
                .startsWith("\ud83d\udd25")
                .endsWith("…");
    }

    @Test
    void readsARequestThatSaysNothingOfConfirmationAsOneThatNeedsNone() {
        // Given
        var plain = plain();
        var event = ActionCodec.encode(plain, "lab", null);
        var data = new String(event.getData().toBytes(), StandardCharsets.UTF_8);
        var former = CloudEventBuilder.v1(event)
                .withData(data.replace("\"confirm\":\"none\",", "").getBytes(StandardCharsets.UTF_8))
                .build();

        // When
        var read = ActionCodec.decodeRequest(former);

        // Then
        assertThat(read).isEqualTo(plain);
        assertThat(data).contains("confirm").doesNotContain("confirmBy", "bootId", "trace");
    }

    @Test
    void actsUnderOneIdWhateverConfirmationItWaitsFor() {
        // Given
        var request = plain();

        // When
        var confirmed = new ActionRequest(
                request.incident(),
                request.rule(),
                request.action(),
                request.target(),
                request.round(),
                request.with(),
                request.cause(),
                request.mode(),
                Confirm.FENCED,
                AT);

        // Then
        assertThat(confirmed.id()).isEqualTo(request.id());
    }

    @Test
    void cutsATraceThatIsTooLongRatherThanLoseThePage() {
        // Given
        var cause = new Cause("e1", "kernel.panicked", "t", "f1", "n1", null, AT, "boot-7", "x".repeat(3_000));
        var request = new ActionRequest(
                "i-1", "r", "page-oncall", new Target.Incident("i-1"), 0, Map.of(), cause, Mode.APPLY);

        // When
        var read = ActionCodec.decodeRequest(ActionCodec.encode(request, "lab", null));

        // Then
        assertThat(read.cause().trace()).hasSize(2_000).endsWith("…");
    }

    @Test
    void refusesARequestUnderAnotherRequestsId() {
        // Given
        var event = CloudEventBuilder.v1(ActionCodec.encode(request(POD, "t"), "lab", null))
                .withId("0123456789abcdef0123")
                .build();

        // When
        var reading = assertThatThrownBy(() -> ActionCodec.decodeRequest(event));

        // Then
        reading.isInstanceOf(MalformedEvent.class).hasMessageContaining("0123456789abcdef0123\": id: its data gives");
    }

    @ParameterizedTest
    @CsvSource({"type,io.hikeshi.process.crashed", "dataschema,https://hikeshi.io/schemas/action.requested.v2.json"})
    void refusesAnEnvelopeThatIsNotARequestOfThisRelease(String attribute, String value) {
        // Given
        var request = ActionCodec.encode(request(POD, "t"), "lab", null);
        var event = attribute.equals("type")
                ? CloudEventBuilder.v1(request).withType(value).build()
                : CloudEventBuilder.v1(request)
                        .withDataSchema(URI.create(value))
                        .build();

        // When
        var reading = assertThatThrownBy(() -> ActionCodec.decodeRequest(event));

        // Then
        reading.isInstanceOf(MalformedEvent.class)
                .hasMessageContaining(": " + attribute + ": ")
                .hasMessageContaining(value);
    }

    @Test
    void ignoresFieldsThatItDoesNotKnow() {
        // Given
        var request = request(POD, "t");
        var event = ActionCodec.encode(request, "lab", null);
        var data = new String(event.getData().toBytes(), StandardCharsets.UTF_8);
        var later = CloudEventBuilder.v1(event)
                .withData(data.replaceFirst("\\{", "{\"new\":[{}],").getBytes(StandardCharsets.UTF_8))
                .build();

        // When
        var read = ActionCodec.decodeRequest(later);

        // Then
        assertThat(read).isEqualTo(request);
    }

    private static ActionRequest plain() {
        var cause = new Cause("e1", "process.crashed", "t", "f1", "n1", null, AT);
        return new ActionRequest("i-1", "r", "cordon-node", new Target.Node("n1"), 0, Map.of(), cause, Mode.APPLY);
    }

    static ActionRequest request(Target target, String title) {
        var cause = new Cause(
                "e1",
                "process.crashed",
                title,
                "f1",
                "n1",
                "shop/web-1",
                AT,
                "boot-7",
                "Call Trace:\n do_exit+0x1/0x2");
        return new ActionRequest(
                "i-1",
                "segfault-burst",
                "annotate-pod",
                target,
                3,
                Map.of("a", "1", "b", "two"),
                cause,
                Mode.APPLY,
                Confirm.NODE_DEAD,
                AT.plusSeconds(600));
    }
}
