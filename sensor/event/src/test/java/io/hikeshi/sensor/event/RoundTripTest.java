package io.hikeshi.sensor.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RoundTripTest {
    private static final int EVENTS = 500;
    private static final Map<String, String> STRUCTURED =
            Map.of("Content-Type", "application/cloudevents+json; charset=utf-8");

    /** The ways that an event travels, by name. */
    static Map<String, UnaryOperator<CloudEvent>> forms() {
        return Map.of(
                "as an object", event -> event,
                "structured", event -> StructuredJson.read(StructuredJson.write(event)),
                "binary", event -> NatsBinding.read(NatsBinding.headers(event), NatsBinding.body(event)),
                "structured message", event -> NatsBinding.read(STRUCTURED, StructuredJson.write(event)),
                "as sdk-go sends", event -> NatsBinding.read(asSdkGoSends(event), NatsBinding.body(event)));
    }

    static Stream<Arguments> namedForms() {
        return forms().entrySet().stream().map(form -> Arguments.of(form.getKey(), form.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("namedForms")
    void arrivesAsItLeft(String form, UnaryOperator<CloudEvent> travel) {
        // Given
        var events = new RandomEvents(form.hashCode());

        for (int i = 0; i < EVENTS; i++) {
            var event = events.next();
            var sent = EventCodec.encode(event);

            // When
            var received = travel.apply(sent);

            // Then
            assertThat(EventCodec.decode(received)).isEqualTo(event);
            assertThat(received.getExtension(Traceparent.ATTRIBUTE)).isEqualTo(Traceparent.of(event.id()));
            assertThat(received.getSubject()).isEqualTo(sent.getSubject());
            assertThat(received.getDataSchema()).isEqualTo(sent.getDataSchema());
        }
    }

    private static Map<String, String> asSdkGoSends(CloudEvent event) {
        var headers = new HashMap<String, String>();
        NatsBinding.headers(event).forEach((name, value) -> headers.put(name.replace("ce-", "CE-"), value));
        headers.remove("CE-datacontenttype");
        headers.put("Content-Type", "application/json");
        return headers;
    }
}
