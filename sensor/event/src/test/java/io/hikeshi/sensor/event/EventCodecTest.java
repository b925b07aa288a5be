package io.hikeshi.sensor.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonCloudEventData;
import java.net.URI;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EventCodecTest {
    private static final CloudEvent CRASH = EventCodec.encode(Deaths.crashed());

    static Stream<Arguments> lies() {
        return Stream.of(
                lie("id", "its data makes it", withId("another")),
                lie("id", "its data makes it", withData(d -> process(d).put("pid", 1))),
                lie("id", "its data makes it", withData(d -> d.put("bootId", "other-boot"))),
                lie("source", "as its data says", withData(d -> d.put("node", "node-2"))),
                lie("source", "as its data says", withData(d -> d.put("cluster", "other"))),
                lie("source", "as its data says", from(CRASH).withSource(URI.create("/elsewhere/kernel"))),
                lie("type", "does not start with io.hikeshi.", from(CRASH).withType("com.example.process.crashed")),
                lie("data", "no event kind is called", from(CRASH).withType("io.hikeshi.process.reborn")),
                lie("time", "missing", from(CRASH).withTime(null)),
                lie("data", "there is none", from(CRASH).withoutData()),
                lie(
                        "data",
                        "wanted an object",
                        from(CRASH).withData("[1]".getBytes(java.nio.charset.StandardCharsets.UTF_8))),
                lie("data.node", "missing", withData(d -> d.remove("node"))),
                lie("data.node", "wanted text", withData(d -> d.put("node", 7))),
                lie("data.process", "missing", withData(d -> d.putNull("process"))),
                lie("data.process", "wanted an object", withData(d -> d.put("process", "worker"))),
                lie(
                        "data.process.pid",
                        "wanted a whole number",
                        withData(d -> process(d).put("pid", "4242"))),
                lie(
                        "data.process.pid",
                        "wanted a whole number",
                        withData(d -> process(d).put("pid", 4242.5))),
                lie(
                        "data.process.pid",
                        "wanted 1..2147483647",
                        withData(d -> process(d).put("pid", 1L << 40))),
                lie(
                        "data.process.startedAt",
                        "wanted a time",
                        withData(d -> process(d).put("startedAt", "noon"))),
                lie(
                        "data.process.startedAt",
                        "1970..9999",
                        withData(d -> process(d).put("startedAt", "+12345-01-01T00:00:00Z"))),
                lie(
                        "data.process.comm",
                        "more than 64",
                        withData(d -> process(d).put("comm", "x".repeat(65)))),
                lie("data.coreDumped", "wanted true or false", withData(d -> d.put("coreDumped", "yes"))),
                lie("data.signalNumber", "wanted 1..64", withData(d -> d.put("signalNumber", 65))),
                lie("data.faultAddress", "hex digits", withData(d -> d.put("faultAddress", "16"))),
                lie("data", "signal name is not", withData(d -> d.put("signal", "SIG SEGV"))),
                lie("data.backend", "wanted a word", withData(d -> d.put("backend", "b\np\tf"))),
                lie(
                        "data.stack[1].offset",
                        "missing",
                        withData(d -> ((ObjectNode) d.path("stack").path(1)).remove("offset"))),
                lie("data.pod.labels", "more than 128", withData(EventCodecTest::manyLabels)),
                lie(
                        "data",
                        "needs both namespace and name",
                        withData(d -> ((ObjectNode) d.path("pod")).remove("name"))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("lies")
    void refusesWhatContradictsItselfAndSaysWhere(String where, String why, CloudEvent lie) {
        assertThatThrownBy(() -> EventCodec.decode(lie))
                .isInstanceOf(MalformedEvent.class)
                .hasMessageStartingWith("cannot read " + lie.getType() + " \"" + lie.getId() + "\": " + where + ": ")
                .hasMessageContaining(why);
    }

    @Test
    void ignoresFieldsThatItDoesNotKnow() {
        // Given
        var newer = withData(data -> {
            data.put("mood", "sad");
            process(data).putArray("threads").add(1);
        });

        // When
        var decoded = EventCodec.decode(newer.withExtension("sampledrate", 3).build());

        // Then
        assertThat(decoded).isEqualTo(Deaths.crashed());
    }

    @Test
    void believesNoTitleAndNoFingerprint() {
        // Given
        var forged = withData(data -> data.put("title", "all is well").put("fingerprint", "0"))
                .build();

        // When
        var decoded = EventCodec.decode(forged);

        // Then
        assertThat(decoded.title()).isEqualTo(Deaths.crashed().title());
        assertThat(decoded.fingerprint()).isEqualTo(Deaths.crashed().fingerprint());
    }

    @Test
    void namesTheContainerAsSubjectWhereItIsKnownAndTheNodeElsewhere() {
        assertThat(CRASH.getSubject()).isEqualTo("namespaces/shop/pods/web-1/containers/web");
        assertThat(EventCodec.encode(Deaths.killed()).getSubject()).isEqualTo("nodes/node-1.example.com");
    }

    @Test
    void startsTheSameTraceHoweverOftenTheDeathIsRead() {
        // When
        var again = EventCodec.encode(Deaths.crashed().in(null, null));

        // Then
        assertThat(again.getExtension("traceparent"))
                .isEqualTo(CRASH.getExtension("traceparent"))
                .asString()
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
    }

    private static Arguments lie(String where, String why, CloudEventBuilder lie) {
        return Arguments.of(where, why, lie.build());
    }

    private static CloudEventBuilder from(CloudEvent event) {
        return CloudEventBuilder.from(event);
    }

    private static CloudEventBuilder withId(String id) {
        return from(CRASH).withId(id);
    }

    private static CloudEventBuilder withData(Consumer<ObjectNode> change) {
        ObjectNode data = EventData.json(CRASH).getNode().deepCopy();
        change.accept(data);
        return from(CRASH).withData(JsonCloudEventData.wrap(data));
    }

    private static ObjectNode process(ObjectNode data) {
        return (ObjectNode) data.path("process");
    }

    private static void manyLabels(ObjectNode data) {
        var labels = (ObjectNode) data.path("pod").path("labels");
        for (int i = 0; i < 257; i++) labels.put("label-" + i, "x");
    }
}
