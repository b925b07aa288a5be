package io.hikeshi.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SightingTest {
    @Test
    void readsACrashAsTheProductPrintsIt() {
        // Given
        var line = """
                {"specversion":"1.0","id":"abc","type":"io.hikeshi.process.crashed","data":{"signal":"SIGSEGV",\
                "process":{"pid":42,"comm":"w00001","cgroup":"/kubepods"},"stack":[{"offset":"0x1"},{"offset":"0x2"}]}}""";

        // When
        var sighting = Sighting.parse(new TimedLines.Line(5, line));

        // Then
        assertThat(sighting).contains(new Sighting("abc", 42, "w00001", "/kubepods", 2, 5));
    }

    @Test
    void passesOverAVerdictThatNamesACrash() {
        var verdict = "{\"type\":\"io.hikeshi.verdict\",\"data\":{\"on\":\"io.hikeshi.process.crashed\"}}";

        assertThat(Sighting.parse(new TimedLines.Line(5, verdict))).isEmpty();
    }
}
