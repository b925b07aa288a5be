package io.hikeshi.sensor.channel;

import io.cloudevents.CloudEvent;
import io.hikeshi.sensor.event.NatsBinding;
import io.hikeshi.sensor.event.Text;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** An event as it travels: the same bytes through NATS and through memory. */
final class Letter {
    static final String REASON = "hikeshi-reason";

    private static final String ROOT = "hikeshi.";
    private static final int LONGEST_REASON = 500;
    private static final int LONGEST_CUT = 16 * 1024;

    private final String subject;
    private final String id;
    private final Map<String, String> headers;
    private final byte[] body;

    Letter(String subject, String id, Map<String, String> headers, byte[] body) {
        this.subject = subject;
        this.id = id;
        this.headers = headers;
        this.body = body;
    }

    static Letter of(Outbound outbound) {
        var event = outbound.event();
        return new Letter(outbound.subject(), event.getId(), NatsBinding.headers(event), NatsBinding.body(event));
    }

    /** The NATS subject. */
    String subject() {
        return subject;
    }

    /** The message id, by which a stream knows what it has stored already. */
    String id() {
        return id;
    }

    /** By name, values in printable ASCII. */
    Map<String, String> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    /** What it carries; throws MalformedEvent if that is no CloudEvent. */
    CloudEvent open() {
        return NatsBinding.read(headers, body);
    }

    /** The same under {@code hikeshi.dead.>}, with the reason; what the server had put into the headers stays behind. */
    Letter dead(String deadId, String reason) {
        var kept = new TreeMap<String, String>();
        headers.forEach((name, value) -> {
            if (!name.toLowerCase(Locale.ROOT).startsWith("nats-")) kept.put(name, ascii(value));
        });
        kept.put(REASON, ascii(Text.printable(reason, LONGEST_REASON)));
        var rest = subject.startsWith(ROOT) ? subject.substring(ROOT.length()) : subject;
        return new Letter(ROOT + "dead." + rest, deadId, kept, body);
    }

    /** The same with the beginning of a body that is too long: one that no stream takes tells nobody anything. */
    Letter cut() {
        return new Letter(subject, id, headers, Arrays.copyOf(body, Math.min(body.length, LONGEST_CUT)));
    }

    private static String ascii(String value) {
        return value.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
