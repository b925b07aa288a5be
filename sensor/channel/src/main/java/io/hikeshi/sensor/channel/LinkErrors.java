package io.hikeshi.sensor.channel;

import io.nats.client.Connection;
import io.nats.client.Consumer;
import io.nats.client.ErrorListener;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What the library reports beside its exceptions; without a listener it would print it to stderr. */
final class LinkErrors implements ErrorListener {
    private static final Logger LOG = Logger.getLogger(LinkErrors.class);
    /** {@code Permissions Violation for Publish to "subject"}, as the server's client.go writes it. */
    private static final Pattern FORBIDDEN = Pattern.compile("(?i)permissions violation for publish to \"([^\"]+)\"");

    private final java.util.function.Consumer<String> onForbidden;
    private volatile @Nullable String lastReason;

    /** @param onForbidden told the subject that our permissions do not allow to publish on */
    LinkErrors(java.util.function.Consumer<String> onForbidden) {
        this.onForbidden = onForbidden;
    }

    /** Why the last try failed, which the exception itself does not tell; null if nothing did. */
    @Nullable
    String lastReason() {
        return lastReason;
    }

    @Override
    public void errorOccurred(Connection connection, String error) {
        var subject = FORBIDDEN.matcher(error);
        if (subject.find()) onForbidden.accept(subject.group(1));
        else LOG.debugf("NATS reported error=%s", error);
    }

    @Override
    public void exceptionOccurred(Connection connection, Exception trouble) {
        lastReason = PublishFailure.reason(trouble);
        LOG.debugf(trouble, "NATS connection failed");
    }

    @Override
    public void slowConsumerDetected(Connection connection, Consumer consumer) {
        LOG.warnf("fell behind NATS pending=%d", consumer.getPendingMessageCount());
    }
}
