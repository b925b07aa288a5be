package io.hikeshi.sensor.channel;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.nats.client.Message;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * A message of JetStream. Its answers go over the connection of now, which after an outage is not the one that it came by.
 */
final class PulledDelivery implements Delivery {
    private static final Logger LOG = Logger.getLogger(PulledDelivery.class);

    private final Message message;
    private final NatsLink link;
    private final Letter letter;

    PulledDelivery(Message message, NatsLink link) {
        this.message = message;
        this.link = link;
        this.letter = new Letter(message.getSubject(), "", headers(message), message.getData());
    }

    @Override
    public Letter letter() {
        return letter;
    }

    @Override
    public long count() {
        return message.metaData().deliveredCount();
    }

    @Override
    public String key() {
        return Long.toString(message.metaData().streamSequence());
    }

    @Override
    public void ack() {
        answer("+ACK");
    }

    @Override
    public void nak(Duration delay) {
        answer("-NAK {\"delay\": " + delay.toNanos() + "}");
    }

    @Override
    public void term() {
        answer("+TERM");
    }

    @Override
    public void inProgress() {
        answer("+WPI");
    }

    /** An answer that gets lost costs a redelivery, for which every consumer of ours is ready. */
    private void answer(String answer) {
        try {
            link.connection().publish(message.getReplyTo(), answer.getBytes(US_ASCII));
        } catch (IllegalStateException e) {
            LOG.debugf("lost an answer to NATS answer=%s reason=%s", answer, e.getMessage());
        }
    }

    private static Map<String, String> headers(Message message) {
        var headers = new LinkedHashMap<String, String>();
        var sent = message.getHeaders();
        if (sent != null) sent.forEach((name, values) -> headers.put(name, values.get(0)));
        return headers;
    }
}
