package io.hikeshi.responder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthReportTest {
    private static final URI URL = URI.create("http://127.0.0.1:8081");

    @Test
    void printsEveryFactOfEveryCheckThatHasSomethingToTell() {
        // When
        var report = read("""
                {"status":"DOWN","checks":[
                  {"name":"kernel","status":"UP","data":{"backend":"bpf","armed":true,"drops":0}},
                  {"name":"nats\\u001b","status":"DOWN","data":{"reason":"no\\nroute"}},
                  {"name":"live","status":"UP"}]}
                """);

        // Then
        assertThat(report.isUp()).isFalse();
        assertThat(report.table()).isEqualTo("""
                http://127.0.0.1:8081  down
                  kernel                       up
                    backend                    bpf
                    armed                      true
                    drops                      0
                  nats\\u001b                   down
                    reason                     no\\u000aroute
                """);
    }

    @Test
    void isUpWhenAllIs() {
        // When
        var report = read("{\"status\":\"UP\",\"checks\":[]}");

        // Then
        assertThat(report.isUp()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[]", "{}", "{\"checks\":7}", "{\"status\":\"UP\""})
    void doesNotTakeSomethingElseForAPart(String body) {
        // When
        var report = read(body);

        // Then
        assertThat(report.hasAnswered()).isFalse();
        assertThat(report.problem()).contains("is no part of Hikeshi");
    }

    @Test
    void saysThatNothingAnswersWhereNothingListens() {
        // Given: port 9 is discard, which nobody serves any more
        var typed = Typed.line("status", "--url", "http://127.0.0.1:9");

        // Then
        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.err())
                .contains("nothing answers at http://127.0.0.1:9/q/health")
                .contains("what to do:");
    }

    private static HealthReport read(String body) {
        return HealthReport.read(URL, body.getBytes(StandardCharsets.UTF_8));
    }
}
