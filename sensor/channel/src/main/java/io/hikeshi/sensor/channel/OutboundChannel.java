package io.hikeshi.sensor.channel;

import io.hikeshi.sensor.event.Text;
import java.util.function.Consumer;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One outbound channel: takes whatever comes at once, and answers each message when its stream has. */
final class OutboundChannel implements Consumer<Message<?>> {
    private static final Logger LOG = Logger.getLogger(OutboundChannel.class);

    private final String name;
    private final Outlet outlet;
    private final Consumer<Outbound> onAccepted;

    /** @param onAccepted told of each event before it is sent; must be quick */
    OutboundChannel(String name, Outlet outlet, Consumer<Outbound> onAccepted) {
        this.name = name;
        this.outlet = outlet;
        this.onAccepted = onAccepted;
    }

    /** Never throws, which would end the channel. */
    @Override
    public void accept(Message<?> message) {
        try {
            var outbound = (Outbound) message.getPayload();
            StoredStream.of(outbound.subject());
            var letter = Letter.of(outbound);
            if (Rehearsal.is(outbound)) {
                outlet.rehearse(letter);
                answer(message, null);
                return;
            }
            tell(outbound);
            outlet.send(letter).whenComplete((stored, failure) -> answer(message, failure));
        } catch (RuntimeException e) {
            LOG.errorf(e, "refused an event that cannot be sent channel=%s", name);
            answer(message, e);
        }
    }

    /** Whoever watches must not be able to keep an event from being sent. */
    private void tell(Outbound outbound) {
        try {
            onAccepted.accept(outbound);
        } catch (RuntimeException e) {
            LOG.errorf(
                    e,
                    "failed to tell of an event channel=%s event=%s",
                    name,
                    Text.quoted(outbound.event().getId()));
        }
    }

    private void answer(Message<?> message, @Nullable Throwable failure) {
        var answered = failure == null ? message.ack() : message.nack(failure);
        answered.exceptionally(trouble -> {
            LOG.errorf(trouble, "failed to answer the sender channel=%s", name);
            return null;
        });
    }
}
