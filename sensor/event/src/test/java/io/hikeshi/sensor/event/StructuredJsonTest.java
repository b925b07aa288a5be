package io.hikeshi.sensor.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import org.junit.jupiter.api.Test;

class StructuredJsonTest {
    @Test
    void fitsOnOneLineWhateverTheProcessIsCalled() {
        // Given
        var hostile = new Process(1, 1, "a\nb\r\u2028", "a", 0, 0, 0, Deaths.AT, "", null, null, java.util.List.of());
        var death = new ProcessExited(Deaths.ORIGIN, Deaths.AT, "bpf", hostile, 1, null, null);

        // When
        var json = new String(StructuredJson.write(EventCodec.encode(death)), UTF_8);

        // Then
        assertThat(json).doesNotContain("\n", "\r");
    }

    @Test
    void carriesDataAsAnObjectWhicheverModeItCameIn() {
        // Given
        var event = carrying("application/json", "{\"a\": [1]}");

        // When
        var json = new String(StructuredJson.write(event), UTF_8);

        // Then
        assertThat(json).contains("\"data\":{\"a\":[1]}");
    }

    @Test
    void carriesOtherDataAsBase64() {
        // When
        var json = new String(StructuredJson.write(carrying("text/plain", "hi")), UTF_8);

        // Then
        assertThat(json).contains("\"data_base64\":\"aGk=\"");
    }

    @Test
    void neverLetsDataBreakOutOfItsObject() {
        // Given
        var forged = carrying("application/json", "{},\"id\":\"forged\"");

        // Then
        assertThatThrownBy(() -> StructuredJson.write(forged))
                .isInstanceOf(MalformedEvent.class)
                .hasMessageStartingWith("cannot read t \"1\": data: ");
    }

    private static CloudEvent carrying(String type, String data) {
        return CloudEventBuilder.v1()
                .withId("1")
                .withSource(URI.create("/s"))
                .withType("t")
                .withData(type, data.getBytes(UTF_8))
                .build();
    }
}
