package io.hikeshi.sensor.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NatsBindingTest {
    private static final Map<String, String> SMALLEST =
            Map.of("ce-specversion", "1.0", "ce-id", "1", "ce-source", "/s", "ce-type", "t");

    @Test
    void sendsEachAttributeAsOneHeader() {
        // When
        var headers = NatsBinding.headers(EventCodec.encode(Deaths.exited()));

        // Then
        assertThat(headers)
                .containsOnly(
                        entry("ce-specversion", "1.0"),
                        entry("ce-id", Deaths.exited().id()),
                        entry("ce-source", "/clusters/prod/nodes/node-1.example.com/kernel"),
                        entry("ce-type", "io.hikeshi.process.exited"),
                        entry("ce-datacontenttype", "application/json"),
                        entry("ce-dataschema", "https://hikeshi.io/schemas/process.exited.v1.json"),
                        entry("ce-subject", "nodes/node-1.example.com"),
                        entry("ce-time", "2026-03-01T09:30:00.123456789Z"),
                        entry("ce-traceparent", Traceparent.of(Deaths.exited().id())));
    }

    @ParameterizedTest
    @CsvSource({
        "'Euro € 😀', Euro%20%E2%82%AC%20%F0%9F%98%80",
        "'say \"50%\"', say%20%2250%25%22",
        "'a\r\nForged: header', a%0D%0AForged:%20header",
        "plain/~!#$&'', plain/~!#$&''",
    })
    void encodesHeaderValuesOnce(String value, String encoded) {
        // Given
        var event = CloudEventBuilder.v1()
                .withId("1")
                .withSource(URI.create("/s"))
                .withType("t")
                .withSubject(value)
                .build();

        // When
        var headers = NatsBinding.headers(event);

        // Then
        assertThat(headers).containsEntry("ce-subject", encoded);
        assertThat(NatsBinding.read(headers, new byte[0]).getSubject()).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"100%, 100%", "50%zz, 50%zz", "héé, héé", "%e2%82%ac, €", "%2541, %41", "%, %", "%4, %4"})
    void readsWhatWasNeverEncoded(String sent, String read) {
        // Given
        var headers = with("ce-subject", sent);

        // When
        var event = NatsBinding.read(headers, new byte[0]);

        // Then
        assertThat(event.getSubject()).isEqualTo(read);
    }

    @Test
    void readsTheContentTypeThatSdkGoPutsBesideTheAttributes() {
        // When
        var event = NatsBinding.read(with("Content-Type", "application/json"), "{}".getBytes(UTF_8));

        // Then
        assertThat(event.getDataContentType()).isEqualTo("application/json");
    }

    @Test
    void leavesAsideHeadersThatAreNoAttributes() {
        // When
        var event = NatsBinding.read(with("Nats-Msg-Id", "1", "ce-no_name", "x"), new byte[0]);

        // Then
        assertThat(event.getExtensionNames()).isEmpty();
    }

    static Stream<Arguments> noEvents() {
        return Stream.of(
                Arguments.of("neither ce-specversion", Map.of("ce-id", "1")),
                Arguments.of("only 1.0 is read, not 0.3", with("ce-specversion", "0.3")),
                Arguments.of("stands there twice", with("CE-ID", "2")),
                Arguments.of("4097 characters are more", with("ce-subject", "x".repeat(4097))),
                Arguments.of("104 are more than 64", manyHeaders()),
                Arguments.of(
                        "not application/cloudevents-batch+json",
                        with("content-type", "application/cloudevents-batch+json")),
                Arguments.of("time", with("ce-time", "yesterday")),
                Arguments.of("source", with("ce-source", "http://[")),
                Arguments.of("id", Map.of("ce-specversion", "1.0", "ce-source", "/s", "ce-type", "t")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("noEvents")
    void refusesWhatIsNoEvent(String why, Map<String, String> headers) {
        assertThatThrownBy(() -> NatsBinding.read(headers, new byte[0]))
                .isInstanceOf(MalformedEvent.class)
                .hasMessageContaining(why);
    }

    @Test
    void refusesMoreThanHalfAMebibyte() {
        assertThatThrownBy(() -> NatsBinding.read(SMALLEST, new byte[512 * 1024 + 1]))
                .isInstanceOf(MalformedEvent.class)
                .hasMessageContaining("524289 bytes are more than 524288");
    }

    private static Map<String, String> with(String... namesAndValues) {
        var headers = new HashMap<>(SMALLEST);
        for (int i = 0; i < namesAndValues.length; i += 2) headers.put(namesAndValues[i], namesAndValues[i + 1]);
        return headers;
    }

    private static Map<String, String> manyHeaders() {
        var headers = IntStream.range(0, 100).boxed().collect(Collectors.toMap(i -> "ce-x" + i, i -> "x"));
        headers.putAll(SMALLEST);
        return headers;
    }
}
