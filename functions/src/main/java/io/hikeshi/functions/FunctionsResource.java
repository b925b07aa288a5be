package io.hikeshi.functions;

import io.hikeshi.functions.FunctionReply.Answered;
import io.hikeshi.functions.FunctionReply.Busy;
import io.hikeshi.functions.FunctionReply.Forbidden;
import io.hikeshi.functions.FunctionReply.Malformed;
import io.hikeshi.functions.FunctionReply.NotServed;
import io.hikeshi.sensor.event.MalformedEvent;
import io.hikeshi.sensor.event.NatsBinding;
import io.hikeshi.sensor.event.StructuredJson;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /}: a request as a CloudEvent in binary or structured mode (HTTP protocol binding 1.0.2). 200 with the outcome as a
 * structured CloudEvent; 400 never again; 401, 403 and 404 a matter of configuration; 503 again after {@code Retry-After} seconds.
 */
@Path("/")
public final class FunctionsResource {
    private static final String ATTEMPT = "Hikeshi-Attempt";

    private final FunctionEntry entry;
    private final BearerToken token;
    private final Replies replies;

    FunctionsResource(FunctionEntry entry, BearerToken token, Replies replies) {
        this.entry = entry;
        this.token = token;
        this.replies = replies;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Blocking
    public Response post(@Context HttpHeaders headers, byte[] body) {
        if (!token.allows(headers.getHeaderString(HttpHeaders.AUTHORIZATION))) {
            replies.countUnauthorized();
            return Response.status(401)
                    .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                    .entity("the responder's bearer token is needed")
                    .type(MediaType.TEXT_PLAIN)
                    .build();
        }
        return response(reply(headers, body));
    }

    private FunctionReply reply(HttpHeaders headers, byte[] body) {
        var attempt = headers.getHeaderString(ATTEMPT);
        if (attempt != null && !attempt.matches("[0-9]{1,9}")) return malformed(ATTEMPT + " is not a number");
        try {
            var names = headers.getRequestHeaders().keySet().stream();
            var event = NatsBinding.read(
                    names.filter(FunctionsResource::isOfTheEvent)
                            .collect(Collectors.toMap(name -> name, headers::getHeaderString)),
                    body);
            return entry.handle(event, attempt == null ? 1 : Integer.parseInt(attempt));
        } catch (MalformedEvent e) {
            return malformed(String.valueOf(e.getMessage()));
        }
    }

    private FunctionReply malformed(String reason) {
        return replies.count(null, new Malformed(reason));
    }

    private static boolean isOfTheEvent(String header) {
        return header.regionMatches(true, 0, "ce-", 0, 3) || header.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE);
    }

    private static Response response(FunctionReply reply) {
        if (reply instanceof Answered answered) {
            return Response.ok(StructuredJson.write(answered.event()), StructuredJson.CONTENT_TYPE)
                    .build();
        }
        if (reply instanceof Malformed refused) return refuse(400, refused.reason(), null);
        if (reply instanceof Forbidden refused) return refuse(403, refused.reason(), null);
        if (reply instanceof NotServed refused) return refuse(404, refused.reason(), null);
        if (reply instanceof Busy busy)
            return refuse(503, busy.reason(), busy.retryAfter().toSeconds());
        throw new IllegalStateException("no response for " + reply);
    }

    private static Response refuse(int status, String reason, @Nullable Long retryAfter) {
        var response = Response.status(status).entity(reason).type(MediaType.TEXT_PLAIN + ";charset=UTF-8");
        if (retryAfter != null) response.header(HttpHeaders.RETRY_AFTER, Math.max(1, retryAfter));
        return response.build();
    }
}
