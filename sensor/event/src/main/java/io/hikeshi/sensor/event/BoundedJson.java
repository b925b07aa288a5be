package io.hikeshi.sensor.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cloudevents.jackson.JsonFormat;

/** JSON from strangers: size, depth and numbers are bounded, and a key may stand in an object once only. */
final class BoundedJson {
    /** NATS carries 1 MiB by default; the largest event that we send stays below half of it. */
    static final int MOST_BYTES = 512 * 1024;

    /** Ours needs six levels. */
    private static final int DEEPEST = 32;

    private static final int LONGEST_NUMBER = 64;
    private static final int LONGEST_KEY = 512;

    static final JsonMapper MAPPER = JsonMapper.builder(factory())
            .addModule(JsonFormat.getCloudEventJacksonModule())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private BoundedJson() {}

    static void requireSize(String what, int bytes) {
        if (bytes <= MOST_BYTES) return;
        throw new MalformedEvent(what, "size", bytes + " bytes are more than " + MOST_BYTES);
    }

    static byte[] bytes(JsonNode json) {
        try {
            return MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values can always be written", e);
        }
    }

    private static JsonFactory factory() {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxDocumentLength(MOST_BYTES)
                        .maxNestingDepth(DEEPEST)
                        .maxNumberLength(LONGEST_NUMBER)
                        .maxNameLength(LONGEST_KEY)
                        .maxStringLength(MOST_BYTES)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
    }
}
