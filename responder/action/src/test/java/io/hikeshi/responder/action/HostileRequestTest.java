package io.hikeshi.responder.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostileRequestTest {
    private static final CloudEvent GOOD = ActionCodec.encode(
            ActionCodecTest.request(new Target.Pod("shop", "web-1", "1c2d-uid"), "title"), "lab", null);
    private static final String DATA = new String(GOOD.getData().toBytes(), StandardCharsets.UTF_8);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"incident\":\"i-1\" | \"incident\":\"../../x\" | request.incident is not",
                "\"incident\":\"i-1\" | \"incident\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaa\" | request.incident is not",
                "\"incident\":\"i-1\" | \"incident\":7 | request.incident is not a string",
                "\"incident\":\"i-1\" | \"incident\":null | request.incident is missing",
                "\"incident\":\"i-1\" | \"incident\":\"i-1\",\"incident\":\"i-2\" | data is not JSON: \"Duplicate",
                "\"rule\":\"segfault-burst\" | \"rule\":\"a\\nb\" | request.rule is not one printable line",
                "\"rule\":\"segfault-burst\" | \"rule\":\"\" | request.rule is not one printable line",
                "\"rule\":\"segfault-burst\" | \"rule\":\"\\ud800\" | request.rule is not one printable line",
                "\"action\":\"annotate-pod\" | \"action\":\"Annotate Pod\" | request.action is not",
                "\"name\":\"web-1\" | \"name\":\"..\" | request.target.name is not",
                "\"name\":\"web-1\" | \"name\":\"web/../../secrets\" | request.target.name is not",
                "\"kind\":\"pod\" | \"kind\":\"cluster\" | request.target.kind is none of node, pod, incident",
                "\"kind\":\"pod\" | \"kind\":[] | request.target.kind is not a string",
                "\"round\":3 | \"round\":-1 | request.round is not a whole number",
                "\"round\":3 | \"round\":1.5 | request.round is not a whole number",
                "\"round\":3 | \"round\":99999999999 | request.round is not a whole number",
                "\"round\":3 | \"round\":4 | id is",
                "\"mode\":\"apply\" | \"mode\":\"APPLY\" | request.mode has an unknown value",
                "\"with\":{ | \"with\":{\"x\":[], | request.with.x is not a string",
                "\"with\":{ | \"with\":{\"../x\":\"\", | request.with has a setting whose name",
                "\"with\":{ | \"with\":7,\"was\":{ | request.with is not a JSON object",
                "\"at\":\"2026 | \"at\":\"yesterday 2026 | request.cause.at is not an RFC 3339 time",
            })
    void saysWhichFieldIsWrongAndWhy(String good, String bad, String reason) {
        // Given
        var event = with(DATA.replace(good.strip(), bad.strip()));

        // When
        var reading = assertThatThrownBy(() -> ActionCodec.decodeRequest(event));

        // Then
        reading.isInstanceOf(MalformedAction.class).hasMessageContaining(reason.strip());
    }

    @Test
    void refusesDataThatIsMissingHugeDeepOrFollowedByMore() {
        // Given
        var none = CloudEventBuilder.v1(GOOD).withoutData().build();
        var huge = with(DATA.replace("title", "t".repeat(70_000)));
        var deep = with("{\"a\":".repeat(10_000));
        var more = with(DATA + DATA);

        for (CloudEvent event : new CloudEvent[] {none, huge, deep, more, with("[]"), with(""), with("\"x\"")}) {
            // When
            var reading = assertThatThrownBy(() -> ActionCodec.decodeRequest(event));

            // Then
            reading.isInstanceOf(MalformedAction.class);
        }
    }

    @Test
    void readsNothingButTheRequestFromTenThousandDamagedOnes() {
        // Given
        var random = new Random(20260501);
        var whole = ActionCodec.decodeRequest(GOOD);
        int refused = 0;

        for (int i = 0; i < 10_000; i++) {
            // When
            try {
                var read = ActionCodec.decodeRequest(with(damaged(random)));

                // Then
                assertThat(read.id()).isEqualTo(whole.id());
            } catch (MalformedAction e) {
                assertThat(e.getMessage()).hasSizeBetween(10, 600);
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(5_000);
    }

    private static CloudEvent with(String data) {
        return with(data.getBytes(StandardCharsets.UTF_8));
    }

    private static CloudEvent with(byte[] data) {
        return CloudEventBuilder.v1(GOOD).withData(data).build();
    }

    /** Cut somewhere, or up to four bytes overwritten. */
    private static byte[] damaged(Random random) {
        var data = DATA.getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(4) == 0) return Arrays.copyOf(data, random.nextInt(data.length));
        for (int i = random.nextInt(4); i >= 0; i--) data[random.nextInt(data.length)] = (byte) random.nextInt(256);
        return data;
    }
}
