package io.hikeshi.functions;

import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Asks itself once what may be asked, as soon as it listens: loads what is between the port and {@link FunctionsResource}, and the
 * client that pagers are called with.
 */
@Singleton
final class OwnPort {
    private static final Logger LOG = Logger.getLogger(OwnPort.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Where the port is not known, such as 0, nothing is asked. */
    void knock(@ObservesAsync HttpServerStart listening) throws InterruptedException {
        var options = listening.options();
        try {
            var self = URI.create("http://" + options.getHost() + ":" + options.getPort());
            var question = HttpRequest.newBuilder(self)
                    .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                    .timeout(PATIENCE)
                    .build();
            HttpClient.newHttpClient().send(question, HttpResponse.BodyHandlers.discarding());
        } catch (IOException | IllegalArgumentException e) {
            LOG.debugf(e, "rehearsed no request");
        }
    }
}
