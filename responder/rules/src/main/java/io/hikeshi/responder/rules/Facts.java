package io.hikeshi.responder.rules;

import io.hikeshi.sensor.event.Kind;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a rule may know about one event. */
public final class Facts {
    private final Kind kind;
    private final String eventId;
    private final Instant at;
    private final Map<String, Object> meanings;

    private Facts(Kind kind, String eventId, Instant at, Map<String, Object> meanings) {
        this.kind = kind;
        this.eventId = eventId;
        this.at = at;
        this.meanings = meanings;
    }

    /**
     * @param at when it happened
     * @param data the event's data, as its JSON object reads
     * @param incident the incident that it belongs to
     */
    public static Facts of(Kind kind, String eventId, Instant at, Map<String, Object> data, String incident) {
        return new Facts(kind, eventId, at, Vocabulary.of(kind).meanings(data, incident));
    }

    Kind kind() {
        return kind;
    }

    String eventId() {
        return eventId;
    }

    Instant at() {
        return at;
    }

    /** What the event's pod is labelled with; null if it is not, or there is no pod. */
    @Nullable
    Object podLabel(String name) {
        return meanings.get("pod") instanceof Map<?, ?> pod && pod.get("labels") instanceof Map<?, ?> labels
                ? labels.get(name)
                : null;
    }

    Map<String, Object> meanings() {
        return meanings;
    }
}
