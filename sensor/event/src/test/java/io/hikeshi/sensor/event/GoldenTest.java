package io.hikeshi.sensor.event;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is sent is fixed to the letter by files that a person can read, and described by schemas. */
class GoldenTest {
    /** Why a panic happened, and why it is not believed. */
    private static final Set<String> OWN_WORDS = Set.of("reason");

    @ParameterizedTest
    @MethodSource("io.hikeshi.sensor.event.Events#oneOfEachKind")
    void writesExactlyTheGoldenFile(NodeEvent event) throws IOException {
        // When
        var written = BoundedJson.MAPPER.readTree(StructuredJson.write(EventCodec.encode(event)));

        // Then
        assertThat(written.toPrettyString()).isEqualTo(golden(event.kind()).strip());
    }

    @ParameterizedTest
    @MethodSource("io.hikeshi.sensor.event.Events#oneOfEachKind")
    void readsTheGoldenFileAsTheEventThatItTells(NodeEvent event) throws IOException {
        // When
        var read = EventCodec.decode(StructuredJson.read(golden(event.kind()).getBytes(StandardCharsets.UTF_8)));

        // Then
        assertThat(read).isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("io.hikeshi.sensor.event.Events#oneOfEachKind")
    void declaresEveryFieldThatIsSent(NodeEvent event) throws IOException {
        // When
        var complaints = closed(event.kind()).validate(data(event));

        // Then
        assertThat(complaints).isEmpty();
    }

    @Test
    void sendsWhateverAHostileProcessOrKernelDoesWithinTheSchema() throws IOException {
        // Given
        var schemas = new EnumMap<Kind, JsonSchema>(Kind.class);
        for (Kind kind : Kind.values()) schemas.put(kind, closed(kind));
        var events = new RandomEvents(42);

        for (int i = 0; i < 500; i++) {
            var event = events.next();

            // When
            var complaints = requireNonNull(schemas.get(event.kind())).validate(data(event));

            // Then
            assertThat(complaints).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void bearsTheNameThatDataschemaTells(Kind kind) {
        // When
        var schema = schema(kind);

        // Then
        assertThat(schema.path("$id").textValue()).isEqualTo(kind.dataSchema());
        assertThat(schema.path("title").textValue()).isEqualTo(kind.type());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void describesWhatKindsShareInTheSameWords(Kind kind) {
        // Given
        var family = kind.word().startsWith("process.") ? Kind.PROCESS_CRASHED : Kind.KERNEL_PANIC_REPORTED;
        var shared = schema(family).path("properties");

        // When
        var properties = schema(kind).path("properties");

        // Then
        var common = List.of("title", "fingerprint", "cluster", "node", "bootId");
        assertThat(properties.properties()).extracting(Map.Entry::getKey).containsAll(common);
        assertThat(properties.properties())
                .filteredOn(field -> shared.has(field.getKey()) && !OWN_WORDS.contains(field.getKey()))
                .allSatisfy(field -> assertThat(field.getValue()).isEqualTo(shared.path(field.getKey())));
    }

    private static JsonNode data(NodeEvent event) throws IOException {
        return BoundedJson.MAPPER.readTree(NatsBinding.body(EventCodec.encode(event)));
    }

    /** The schema with no room for fields that it does not name. */
    private static JsonSchema closed(Kind kind) {
        var schema = schema(kind);
        close(schema);
        var config =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema, config);
    }

    private static void close(JsonNode schema) {
        if (schema.has("properties") && schema instanceof ObjectNode object) {
            object.put("unevaluatedProperties", false);
        }
        schema.path("properties").forEach(GoldenTest::close);
        if (schema.has("items")) close(schema.path("items"));
    }

    private static JsonNode schema(Kind kind) {
        try {
            return BoundedJson.MAPPER.readTree(resource("/schemas/" + kind.word() + ".v1.json"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String golden(Kind kind) throws IOException {
        return resource("/golden/" + kind.word() + ".json");
    }

    private static String resource(String name) throws IOException {
        try (var stream = requireNonNull(GoldenTest.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
