package io.hikeshi.responder.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hikeshi.sensor.event.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The shapes of events, read from the JSON Schemas that ship with their codec: what is published is what is checked. */
final class Schemas {
    private static final Map<Kind, Shape.Struct> EVENTS = readAll();

    private Schemas() {}

    static Shape.Struct of(Kind kind) {
        return Objects.requireNonNull(EVENTS.get(kind));
    }

    private static Map<Kind, Shape.Struct> readAll() {
        var events = new EnumMap<Kind, Shape.Struct>(Kind.class);
        for (Kind kind : Kind.values()) events.put(kind, read(kind));
        return events;
    }

    private static Shape.Struct read(Kind kind) {
        var path = "/schemas/" + kind.word() + ".v1.json";
        try (var file = Schemas.class.getResourceAsStream(path)) {
            if (file == null)
                throw new IllegalStateException("no schema of " + kind.word() + " on the class path: " + path);
            var root = new ObjectMapper().readTree(file);
            return new Reader(root).struct(kind.word(), root);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read schema " + path, e);
        }
    }

    /** As much of JSON Schema as our own schemas use; anything else is refused, when the program starts. */
    private record Reader(JsonNode root) {
        Shape.Struct struct(String name, JsonNode schema) {
            var fields = new LinkedHashMap<String, Shape>();
            schema.path("properties")
                    .properties()
                    .forEach(field -> fields.put(field.getKey(), shape(field.getKey(), field.getValue())));
            return new Shape.Struct(name, fields);
        }

        private Shape shape(String name, JsonNode written) {
            var schema = written.has("$ref") ? resolve(written.get("$ref").asText()) : written;
            var type = schema.path("type").asText();
            return switch (type) {
                case "string" -> Shape.Leaf.TEXT;
                case "integer" -> Shape.Leaf.INTEGER;
                case "number" -> Shape.Leaf.NUMBER;
                case "boolean" -> Shape.Leaf.TRUTH;
                case "array" -> new Shape.Listing(shape(name, schema.path("items")));
                case "object" -> object(name, schema);
                default ->
                    throw new IllegalStateException(
                            "schema " + root.path("$id").asText() + ": " + name + " has type \"" + type + "\"");
            };
        }

        private Shape object(String name, JsonNode schema) {
            if (schema.has("properties")) return struct(name, schema);
            return new Shape.Mapping(shape(name, schema.path("additionalProperties")));
        }

        private JsonNode resolve(String reference) {
            return root.at(reference.substring(reference.indexOf('#') + 1));
        }
    }
}
