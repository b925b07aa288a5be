package io.hikeshi.sensor.channel;

import io.hikeshi.sensor.channel.Traffic.Count;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Locale;

/** The traffic as metrics: {@code hikeshi_published_total} and its sisters, {@code hikeshi_buffered}. */
@Singleton
public class TrafficMetrics implements MeterBinder {
    private final Traffic traffic;
    private final NatsLink link;

    @Inject
    TrafficMetrics(Traffic traffic, NatsLink link) {
        this.traffic = traffic;
        this.link = link;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Count count : Count.values()) {
            FunctionCounter.builder("hikeshi." + count.name().toLowerCase(Locale.ROOT), traffic, t -> t.of(count))
                    .register(registry);
        }
        Gauge.builder("hikeshi.buffered", traffic, Traffic::buffered).register(registry);
        Gauge.builder("hikeshi.nats.connected", link, l -> l.isConnected() ? 1 : 0)
                .register(registry);
    }
}
