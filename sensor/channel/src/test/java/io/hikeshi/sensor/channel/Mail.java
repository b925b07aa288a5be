package io.hikeshi.sensor.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Sends events as SmallRye would. */
final class Mail {
    static final String SUBJECT = "hikeshi.event.c.process=2Ecrashed.node-1";

    private final OutboundChannel channel;

    Mail(OutboundChannel channel) {
        this.channel = channel;
    }

    static Outbound event(String id) {
        return event(SUBJECT, id);
    }

    static Outbound event(String subject, String id) {
        return new Outbound(
                subject,
                CloudEventBuilder.v1()
                        .withId(id)
                        .withSource(URI.create("/clusters/c/nodes/node-1/kernel"))
                        .withType("io.hikeshi.process.crashed")
                        .withSubject("pods/é 50%")
                        .withExtension("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                        .withData("application/json", ("{\"n\":\"" + id + "\"}").getBytes(UTF_8))
                        .build());
    }

    static List<String> ids(int count) {
        var ids = new ArrayList<String>();
        for (int i = 0; i < count; i++) ids.add("event-" + i);
        return ids;
    }

    CompletableFuture<Void> send(Outbound outbound) {
        var answer = new CompletableFuture<Void>();
        channel.accept(Message.of(
                outbound,
                () -> {
                    answer.complete(null);
                    return CompletableFuture.completedFuture(null);
                },
                failure -> {
                    answer.completeExceptionally(failure);
                    return CompletableFuture.completedFuture(null);
                }));
        return answer;
    }

    /** Completes once all are stored; fails if one is refused. */
    CompletableFuture<Void> send(List<String> ids) {
        var answers = new ArrayList<CompletableFuture<Void>>();
        for (String id : ids) answers.add(send(event(id)));
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new));
    }
}
