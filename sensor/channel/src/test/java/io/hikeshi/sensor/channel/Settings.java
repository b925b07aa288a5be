package io.hikeshi.sensor.channel;

import io.hikeshi.tests.harness.NatsServer;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** A configuration as an application would have it, from {@code key, value, key, value}. */
final class Settings {
    static {
        // Machines that run tests are busy.
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    }

    private Settings() {}

    static NatsConfig of(NatsServer server, String... keysAndValues) {
        var all = new ArrayList<>(List.of(keysAndValues));
        all.addAll(List.of("url", server.url()));
        return of(all.toArray(String[]::new));
    }

    static NatsConfig of(String... keysAndValues) {
        var values = new HashMap<>(Map.of("hikeshi.nats.drain", "2s"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put("hikeshi.nats." + keysAndValues[i], keysAndValues[i + 1]);
        }
        return new SmallRyeConfigBuilder()
                .withMapping(NatsConfig.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .addDefaultSources()
                .withSources(new PropertiesConfigSource(values, "test", 500))
                .build()
                .getConfigMapping(NatsConfig.class);
    }
}
