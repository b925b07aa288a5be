package io.hikeshi.responder.action;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudevents.CloudEvent;
import io.hikeshi.sensor.event.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;

/** The data of a CloudEvent as JSON, read with little trust: bounded in size and depth, no key twice, nothing after the end. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(16)
                            .maxNumberLength(32)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            // Else a lone surrogate, which hostile names hold, could not be written.
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    static JsonNode data(CloudEvent event, URI schema) {
        if (event.getDataSchema() != null && !event.getDataSchema().equals(schema)) {
            throw new MalformedAction("dataschema is "
                    + Text.quoted(event.getDataSchema().toString()) + "; this release reads " + schema);
        }
        if (event.getData() == null) throw new MalformedAction("there is no data");
        var data = event.getData().toBytes();
        if (data.length > Limits.DATA_BYTES) {
            throw new MalformedAction("data is " + data.length + " bytes, more than " + Limits.DATA_BYTES);
        }
        return parse(data);
    }

    private static JsonNode parse(byte[] data) {
        try {
            return MAPPER.readTree(data);
        } catch (JsonProcessingException e) {
            throw new MalformedAction("data is not JSON: " + Text.quoted(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory could not be read", e);
        }
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static byte[] bytes(ObjectNode object) {
        try {
            return MAPPER.writeValueAsBytes(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of strings and numbers could not be written", e);
        }
    }
}
