package io.hikeshi.sensor.channel;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;

/** What goes the way of every event, as far as NATS and back, and is stored by no stream: the first event then goes it faster. */
public final class Rehearsal {
    static final String TYPE = "io.hikeshi.rehearsal";

    private Rehearsal() {}

    /** @param subject one that this process may publish on */
    public static Outbound on(String subject) {
        var event = CloudEventBuilder.v1()
                .withId("rehearsal")
                .withType(TYPE)
                .withSource(URI.create("/rehearsal"))
                .withData("application/json", "{}".getBytes(US_ASCII))
                .build();
        return new Outbound(subject, event);
    }

    static boolean is(Outbound outbound) {
        return outbound.event().getType().equals(TYPE);
    }
}
