package io.hikeshi.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hikeshi.responder.action.ActionCodec;
import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.action.Cause;
import io.hikeshi.responder.action.Target;
import io.hikeshi.sensor.event.EventCodec;
import io.hikeshi.sensor.event.Origin;
import io.hikeshi.sensor.event.Process;
import io.hikeshi.sensor.event.ProcessCrashed;
import io.hikeshi.sensor.event.Signal;
import io.hikeshi.sensor.event.StructuredJson;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ten thousand hostile inputs to the running parts: no crash, no hang, a reason for each, memory bounded. */
class HostileInputsIT {
    @RegisterExtension
    static final Installation LAB = new Installation();

    private static final int COUNT = 5_000;
    private static final long SEED = 11;
    private static final long MOST_KILOBYTES = 350_000;
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String SUBJECT = "hikeshi.event.lab.process_crashed.node-1";

    @SuppressWarnings("NullAway.Init") // by startEverything
    private static Part function;

    @SuppressWarnings("NullAway.Init") // by startEverything
    private static Part responder;

    @BeforeAll
    static void startEverything() {
        LAB.nats.start();
        function = LAB.function("annotate-pod").awaitReady();
        responder = LAB.responder(LAB.rules(Shop.ANNOTATE), Map.of()).awaitReady();
    }

    @Test
    void theResponderPutsHostileEventsAsideEachWithItsReason() throws Exception {
        // Given
        var hostile = new HostileInput(StructuredJson.write(EventCodec.encode(crash())), SEED);
        var headers = Map.of("Content-Type", StructuredJson.CONTENT_TYPE);

        // When
        hostile.limit(COUNT).forEach(body -> LAB.streams.publish(SUBJECT, headers, body));
        await("all to be dealt with").atMost(PATIENCE).until(LAB.streams::areDone);

        // Then
        assertThat(LAB.streams.events()).isEqualTo(COUNT);
        var reasons = LAB.streams.deadLetterReasons();
        assertThat(reasons).hasSizeGreaterThan(COUNT * 9 / 10).noneMatch(String::isBlank);
        assertThat(reasons).allMatch(reason -> reason.chars().noneMatch(Character::isISOControl));
        assertThat(responder.isReady()).isTrue();
        assertThat(residentKilobytes(responder)).isLessThan(MOST_KILOBYTES);
    }

    @Test
    void aFunctionRefusesHostileRequestsEachWithAReason() throws Exception {
        // Given
        var hostile = new HostileInput(StructuredJson.write(request()), SEED);
        var statuses = new TreeMap<Integer, Integer>();

        // When
        for (byte[] body : (Iterable<byte[]>) hostile.limit(COUNT)::iterator) {
            var response = post(body);
            statuses.merge(response.statusCode(), 1, Integer::sum);
            if (response.statusCode() == 400) assertThat(response.body()).isNotBlank();
        }

        // Then
        System.out.println("hostile requests by HTTP status: " + statuses);
        assertThat(statuses.keySet()).isSubsetOf(200, 400, 403, 404, 413);
        assertThat(statuses.get(400)).isGreaterThan(COUNT * 8 / 10);
        assertThat(function.isReady()).isTrue();
        assertThat(residentKilobytes(function)).isLessThan(MOST_KILOBYTES);
    }

    private static HttpResponse<String> post(byte[] body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(function.address())
                .header("Content-Type", StructuredJson.CONTENT_TYPE)
                .header("Authorization", "Bearer " + Installation.TOKEN)
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static long residentKilobytes(Part part) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(part.child().pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private static ProcessCrashed crash() {
        var process = new Process(
                4242, 4242, "web", "web", 1000, 1, 900, Instant.EPOCH, "/kubepods/podx", 7, "/web", List.of("web"));
        var signal = new Signal(11, "SIGSEGV", "SEGV_MAPERR", 16L);
        var origin = new Origin(Installation.CLUSTER, Installation.NODE, "boot-7", "kernel");
        return new ProcessCrashed(
                origin, Instant.parse("2026-01-01T00:00:00Z"), "bpf", process, signal, false, List.of(), null, null);
    }

    private static io.cloudevents.CloudEvent request() {
        var cause = new Cause(
                "id", "process.crashed", "web died", "fingerprint", Installation.NODE, "shop/web", Instant.EPOCH);
        var request = new ActionRequest(
                "incident",
                "rule",
                "annotate-pod",
                new Target.Pod("shop", "absent", "uid"),
                0,
                Map.of(),
                cause,
                ActionRequest.Mode.APPLY);
        return ActionCodec.encode(request, Installation.CLUSTER, null);
    }
}
