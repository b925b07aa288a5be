package io.hikeshi.sensor.agent;

import io.hikeshi.sensor.event.Kind;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.ToDoubleFunction;

/** The sensor's counts, as Prometheus reads them at {@code /q/metrics}. */
@ApplicationScoped
class SensorMetrics {
    private final Sensor sensor;
    private final MeterRegistry registry;

    SensorMetrics(Sensor sensor, MeterRegistry registry) {
        this.sensor = sensor;
        this.registry = registry;
    }

    void register(@Observes StartupEvent started) {
        for (Kind kind : Kind.values()) {
            count(
                    "hikeshi.sensor.events",
                    "kind",
                    kind.word(),
                    counts -> counts.seen().getOrDefault(kind, 0L));
        }
        count("hikeshi.sensor.published", "channel", "events-out", SensorCounts::published);
        for (String source : sensor.states().keySet()) {
            count(
                    "hikeshi.sensor.drops",
                    "where",
                    source,
                    counts -> counts.sourceDrops().getOrDefault(source, 0L));
            Gauge.builder("hikeshi.sensor.source.up", sensor, sensor -> sensor.isReading(source) ? 1 : 0)
                    .tag("source", source)
                    .register(registry);
        }
        count("hikeshi.sensor.drops", "where", "queue", SensorCounts::queueDrops);
        count("hikeshi.sensor.drops", "where", "channel", SensorCounts::channelDrops);
        Gauge.builder(
                        "hikeshi.sensor.waiting",
                        sensor,
                        sensor -> sensor.counts().waiting())
                .register(registry);
    }

    private void count(String name, String key, String value, ToDoubleFunction<SensorCounts> count) {
        FunctionCounter.builder(name, sensor, sensor -> count.applyAsDouble(sensor.counts()))
                .tag(key, value)
                .register(registry);
    }
}
