package io.hikeshi.functions;

import static io.hikeshi.functions.Requests.request;
import static io.hikeshi.functions.Requests.shown;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.hikeshi.responder.action.ActionCodec;
import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.action.Outcome;
import io.hikeshi.responder.action.Target;
import io.hikeshi.sensor.event.NatsBinding;
import io.hikeshi.sensor.event.StructuredJson;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(FunctionsHttpIT.WithoutCluster.class)
class FunctionsHttpIT {
    private static final ActionRequest CORDON = shown(request("i-1", "cordon-node", new Target.Node("n1")));
    private static final String JSON = new String(StructuredJson.write(event(CORDON)), StandardCharsets.UTF_8);

    /** Shows, without a cluster; one action is left to another deployment. */
    public static final class WithoutCluster implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "hikeshi.cluster", "lab",
                    "hikeshi.kubernetes", "false",
                    "hikeshi.functions.serve", "annotate-pod,cordon-node",
                    "hikeshi.functions.token", "s3cret",
                    "quarkus.http.test-port", "0");
        }
    }

    @Test
    void answersAStructuredRequestWithAStructuredOutcome() {
        // When
        var response = post(JSON.getBytes(StandardCharsets.UTF_8));

        // Then
        assertShown(response);
    }

    @Test
    void answersABinaryRequestAlike() {
        // Given
        var event = event(CORDON);

        // When
        var response = asker().headers(NatsBinding.headers(event))
                .header("ce-datacontenttype", "application/json")
                .contentType("application/json")
                .body(NatsBinding.body(event))
                .post("/");

        // Then
        assertShown(response);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer wrong", "Basic s3cret"})
    void refusesWhoeverDoesNotHoldTheToken(String authorization) {
        // When
        var response = given().header("Authorization", authorization)
                .contentType(StructuredJson.CONTENT_TYPE)
                .body(JSON.getBytes(StandardCharsets.UTF_8))
                .post("/");

        // Then
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{                          | ",
                "\"specversion\":\"1.0\"    | \"specversion\":\"9.9\"",
                "\"type\":                  | \"kind\":",
                "io.hikeshi.action.requested| io.hikeshi.process.crashed",
                "\"data\":                  | \"date\":",
                "\"data\":{                 | \"data\":[],\"x\":{",
                "\"incident\":\"i-1\"       | \"incident\":\"i-2\"",
                "\"round\":0                | \"round\":\"0\"",
                "\"name\":\"n1\"            | \"name\":\"../../secrets\"",
                "\"mode\":\"show\"          | \"mode\":\"destroy\"",
                "requested.v1.json          | requested.v9.json",
                "}                          | }}",
            })
    void refusesAMalformedRequestForGoodAndSaysWhy(String good, String bad) {
        // Given
        var broken = JSON.replace(good.strip(), bad == null ? "" : bad.strip());

        // When
        var response = post(broken.getBytes(StandardCharsets.UTF_8));

        // Then
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body().asString()).hasSizeBetween(20, 600);
    }

    @Test
    void refusesBytesThatAreNoEventAtAll() {
        assertThat(post(new byte[0]).statusCode()).isEqualTo(400);
        assertThat(post(new byte[] {(byte) 0xff, 0, 1}).statusCode()).isEqualTo(400);
        assertThat(asker().contentType("text/plain").body("hello").post("/").statusCode())
                .isEqualTo(400);
        assertThat(asker().header("Hikeshi-Attempt", "x")
                        .contentType(StructuredJson.CONTENT_TYPE)
                        .body(JSON.getBytes(StandardCharsets.UTF_8))
                        .post("/")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void refusesABodyBeyondAllBounds() {
        // When
        var response = post(new byte[600 * 1024]);

        // Then
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body().asString()).contains("614400 bytes are more than 524288");
    }

    @Test
    void refusesAnActionThatThisDeploymentDoesNotServe() {
        // Given
        var page = event(request("i-1", "page-oncall", new Target.Incident("i-1")));

        // When
        var response = post(StructuredJson.write(page));

        // Then
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body().asString()).startsWith("page-oncall is not served here; served: ");
    }

    @Test
    void refusesARequestOfAnotherCluster() {
        // Given
        var strange = ActionCodec.encode(CORDON, "prod", null);

        // When
        var response = post(StructuredJson.write(strange));

        // Then
        assertThat(response.statusCode()).isEqualTo(403);
    }

    @Test
    void failsToActWithoutACluster() {
        // Given
        var real = event(request("i-1", "cordon-node", new Target.Node("n1")));

        // When
        var response = post(StructuredJson.write(real));

        // Then
        assertThat(outcome(response).status()).isEqualTo(Outcome.Status.FAILED);
        assertThat(outcome(response).detail()).contains("hikeshi.kubernetes is false");
    }

    @Test
    void saysInItsHealthWhatItServes() {
        // When
        var health = given().get("/q/health/ready");

        // Then
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.path("checks.find { it.name == 'functions' }.data.serves")
                        .toString())
                .contains("annotate-pod", "cordon-node")
                .doesNotContain("page-oncall");
    }

    @Test
    void countsRequestsByActionAndOutcome() {
        // Given
        post(JSON.getBytes(StandardCharsets.UTF_8));
        post(new byte[0]);
        given().post("/");

        // When
        var metrics = given().get("/q/metrics").asString();

        // Then
        assertThat(metrics)
                .contains("hikeshi_function_requests_total{action=\"annotate-pod\",outcome=\"done\"} 0.0")
                .containsPattern("action=\"none\",outcome=\"unauthorized\"\\} [1-9]")
                .containsPattern("action=\"none\",outcome=\"malformed\"\\} [1-9]")
                .containsPattern("hikeshi_function_requests_total\\{action=\"cordon-node\",outcome=\"shown\"} [1-9]");
    }

    private static void assertShown(Response response) {
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.contentType()).startsWith(StructuredJson.CONTENT_TYPE);
        var outcome = outcome(response);
        assertThat(outcome.actionId()).isEqualTo(CORDON.id());
        assertThat(outcome.status()).isEqualTo(Outcome.Status.SHOWN);
        assertThat(outcome.detail())
                .startsWith("would patch nodes/n1: spec.unschedulable=true, annotations hikeshi.io/incident=i-1")
                .endsWith("(no cluster was asked)");
    }

    private static Outcome outcome(Response response) {
        return ActionCodec.decodeOutcome(StructuredJson.read(response.asByteArray()));
    }

    private static Response post(byte[] body) {
        return asker().contentType(StructuredJson.CONTENT_TYPE).body(body).post("/");
    }

    private static RequestSpecification asker() {
        var asIs = new EncoderConfig()
                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                .encodeContentTypeAs(StructuredJson.CONTENT_TYPE, io.restassured.http.ContentType.BINARY);
        return given().config(RestAssuredConfig.config().encoderConfig(asIs)).header("Authorization", "Bearer s3cret");
    }

    private static CloudEvent event(ActionRequest request) {
        return ActionCodec.encode(request, "lab", null);
    }
}
