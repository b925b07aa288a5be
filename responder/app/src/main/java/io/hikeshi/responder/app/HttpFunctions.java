package io.hikeshi.responder.app;

import io.cloudevents.CloudEvent;
import io.hikeshi.responder.action.ActionCodec;
import io.hikeshi.sensor.event.MalformedEvent;
import io.hikeshi.sensor.event.StructuredJson;
import io.hikeshi.sensor.event.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Functions behind HTTP: one POST of a structured CloudEvent for each request, with the responder's token. */
final class HttpFunctions implements Functions {
    private static final Logger LOG = Logger.getLogger(HttpFunctions.class);

    private static final Duration CONNECT = Duration.ofSeconds(3);

    /** A cold function starts in one or two seconds; an API server that hangs gives up after ten. */
    private static final Duration ANSWER = Duration.ofSeconds(30);

    /** Somebody has to change a token first, or a route: an ingress answers 404 until it knows the function. */
    private static final Duration UNTIL_ALLOWED = Duration.ofSeconds(15);

    private static final int LONGEST_BODY = 64 * 1024;
    private static final int LONGEST_REASON = 300;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    private final String url;
    private final Supplier<String> token;

    /**
     * @param url {@code {action}} in it stands for the action's name, where each function has an address of its own
     * @param token asked for each time, because a mounted one changes; empty for none
     */
    HttpFunctions(String url, Supplier<String> token) {
        this.url = url;
        this.token = token;
    }

    @Override
    public Reply send(CloudEvent request, int attempt) {
        return send(url, token, request, attempt);
    }

    /** To an address of this process's own, without the token. */
    @Override
    public void rehearse(CloudEvent request) {
        try (var nobody = new BusyFunction()) {
            send(nobody.url(), () -> "", request, 1);
        } catch (IOException e) {
            LOG.debugf(e, "rehearsed no request reason=there is no loopback");
        }
    }

    private Reply send(String url, Supplier<String> token, CloudEvent request, int attempt) {
        try {
            var answer =
                    client.sendAsync(post(url, token, request, attempt), response -> new BoundedBody(LONGEST_BODY));
            return reply(await(answer));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply.Busy("stopping", Duration.ZERO);
        } catch (ExecutionException e) {
            return new Reply.Busy("cannot ask the function at " + url + ": " + e.getCause(), Duration.ZERO);
        } catch (TimeoutException e) {
            return new Reply.Busy("no whole answer of " + url + " in " + ANSWER.toSeconds() + " s", Duration.ZERO);
        } catch (UncheckedIOException e) {
            return new Reply.Busy("cannot ask the function at " + url + ": " + e.getMessage(), Duration.ZERO);
        } catch (IllegalArgumentException e) {
            // Its message would show the header that it is about, which may be the token.
            return new Reply.Busy("cannot ask the function at " + url + ": no valid address or token", Duration.ZERO);
        }
    }

    /** The client's own timeout ends with the headers; a body that drips must not hold a worker either. */
    private static <T> T await(CompletableFuture<T> answer)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return answer.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            answer.cancel(true);
        }
    }

    private static HttpRequest post(String url, Supplier<String> token, CloudEvent request, int attempt) {
        var action = ActionCodec.decodeRequest(request).action();
        var post = HttpRequest.newBuilder(URI.create(url.replace("{action}", action)))
                .header("Content-Type", StructuredJson.CONTENT_TYPE)
                .header("Hikeshi-Attempt", Integer.toString(attempt));
        var secret = token.get();
        if (!secret.isEmpty()) post.header("Authorization", "Bearer " + secret);
        return post.POST(HttpRequest.BodyPublishers.ofByteArray(StructuredJson.write(request)))
                .build();
    }

    private static Reply reply(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        var body = response.body();
        var said = "the function answered " + status + ": "
                + Text.printable(new String(body, StandardCharsets.UTF_8).strip(), LONGEST_REASON);
        if (status == 200) return answered(body);
        if (status == 400) return new Reply.Refused(said);
        if (status == 401 || status == 403 || status == 404) return new Reply.Busy(said, UNTIL_ALLOWED);
        var after = response.headers().firstValue("Retry-After").map(RetryAfter::parse);
        return new Reply.Busy(said, after.orElse(Duration.ZERO));
    }

    /** If the answer cannot be read, the next one says that it was done already. */
    private static Reply answered(byte[] body) {
        try {
            return new Reply.Answered(ActionCodec.decodeOutcome(StructuredJson.read(body)));
        } catch (MalformedEvent e) {
            return new Reply.Busy("the function answered 200, but " + e.getMessage(), Duration.ZERO);
        }
    }
}
