package io.hikeshi.tests.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/**
 * What the product said about one crash.
 *
 * @param arrived when its line reached us, {@link System#nanoTime}, which is CLOCK_MONOTONIC on Linux
 */
record Sighting(String id, int pid, String comm, String cgroup, int frames, long arrived) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CRASH = "io.hikeshi.process.crashed";

    /** Empty for a line about something else, such as a verdict. */
    static Optional<Sighting> parse(TimedLines.Line line) {
        if (!line.text().contains(CRASH)) return Optional.empty();
        try {
            var event = JSON.readTree(line.text());
            if (!event.path("type").asText().equals(CRASH)) return Optional.empty();
            var data = event.path("data");
            var process = data.path("process");
            return Optional.of(new Sighting(
                    event.path("id").asText(),
                    process.path("pid").asInt(),
                    process.path("comm").asText(),
                    process.path("cgroup").asText(),
                    data.path("stack").size(),
                    line.at()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the product printed a line that is not JSON: " + line.text(), e);
        }
    }
}
