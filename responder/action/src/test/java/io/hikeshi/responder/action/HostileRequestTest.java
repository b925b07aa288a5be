package io.hikeshi.responder.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.hikeshi.sensor.event.MalformedEvent;
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
                "\"incident\":\"i-1\" | \"incident\":\"../../x\" | data.incident: wanted",
                "\"incident\":\"i-1\" | \"incident\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaa\" | data.incident: wanted",
                "\"incident\":\"i-1\" | \"incident\":7 | data.incident: wanted text",
                "\"incident\":\"i-1\" | \"incident\":null | data.incident: missing",
                "\"incident\":\"i-1\" | \"incident\":\"i-1\",\"incident\":\"i-2\" | data: Duplicate",
                "\"rule\":\"segfault-burst\" | \"rule\":\"a\\nb\" | data.rule: wanted one printable line",
                "\"rule\":\"segfault-burst\" | \"rule\":\"\" | data.rule: wanted one printable line",
                "\"rule\":\"segfault-burst\" | \"rule\":\"\\ud800\" | data.rule: wanted one printable line",
                "\"action\":\"annotate-pod\" | \"action\":\"Annotate Pod\" | data.action: wanted",
                "\"name\":\"web-1\" | \"name\":\"..\" | data.target.name: wanted",
                "\"name\":\"web-1\" | \"name\":\"web/../../secrets\" | data.target.name: wanted",
                "\"kind\":\"pod\" | \"kind\":\"cluster\" | data.target.kind: none of node, pod, incident",
                "\"kind\":\"pod\" | \"kind\":[] | data.target.kind: wanted text",
                "\"shop/web-1\" | \"../../x/web-1\" | data.cause.pod: wanted",
                "\"round\":3 | \"round\":-1 | data.round: wanted",
                "\"round\":3 | \"round\":1.5 | data.round: wanted",
                "\"round\":3 | \"round\":99999999999 | data.round: wanted",
                "\"round\":3 | \"round\":4 | id: its data gives",
                "\"mode\":\"apply\" | \"mode\":\"APPLY\" | data.mode: unknown",
                "\"confirm\":\"node-dead\" | \"confirm\":\"node_dead\" | data.confirm: unknown",
                "\"confirmBy\": | \"confirmedBy\": | data.confirmBy: missing",
                "\"bootId\":\"boot-7\" | \"bootId\":\"a/../b\" | data.cause.bootId: wanted",
                "\"trace\":\" | \"trace\":7,\"was\":\" | data.cause.trace: wanted text",
                "\"with\":{ | \"with\":{\"x\":[], | data.with.\"x\": wanted text",
                "\"with\":{ | \"with\":{\"../x\":\"\", | data.with: wanted names",
                "\"with\":{ | \"with\":7,\"was\":{ | data.with: wanted an object",
                "\"at\":\"2026 | \"at\":\"yesterday 2026 | data.cause.at: wanted a time",
            })
    void saysWhichFieldIsWrongAndWhy(String good, String bad, String reason) {
        // Given
        var event = with(DATA.replace(good.strip(), bad.strip()));

        // When
        var reading = assertThatThrownBy(() -> ActionCodec.decodeRequest(event));

        // Then
        reading.isInstanceOf(MalformedEvent.class).hasMessageContaining(reason.strip());
    }

    @Test
    void refusesDataThatIsMissingHugeDeepOrFollowedByMore() {
        // Given
        var none = CloudEventBuilder.v1(GOOD).withoutData().build();
        var huge = with(DATA.replace("title", "t".repeat(700_000)));
        var deep = with("{\"a\":".repeat(10_000));
        var more = with(DATA + DATA);

        for (CloudEvent event : new CloudEvent[] {none, huge, deep, more, with("[]"), with(""), with("\"x\"")}) {
            // When
            var reading = assertThatThrownBy(() -> ActionCodec.decodeRequest(event));

            // Then
            reading.isInstanceOf(MalformedEvent.class);
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
            } catch (MalformedEvent e) {
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
